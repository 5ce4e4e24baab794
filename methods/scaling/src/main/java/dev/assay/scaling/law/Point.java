package dev.assay.scaling.law;

/// What a run had cost and reached at some step.
///
/// @param compute multiply-adds of the forward passes so far
/// @param loss    then
public record Point(double compute, double loss) {
    /// Whether both are positive numbers, as logarithms need.
    public boolean isUsable() {
        return compute > 0 && loss > 0 && compute < Double.POSITIVE_INFINITY && loss < Double.POSITIVE_INFINITY;
    }

    double logCompute() {
        return Math.log(compute);
    }

    double logLoss() {
        return Math.log(loss);
    }
}
