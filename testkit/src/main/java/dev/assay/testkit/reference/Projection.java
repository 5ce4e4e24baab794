package dev.assay.testkit.reference;

import java.util.Optional;

/// An affine map of one row, `y = W x + b`.
///
/// @param weight `[out, in]`
/// @param bias   `[out]`, or empty for none
record Projection(double[][] weight, Optional<double[]> bias) {

    /// A map stored the way of GPT-2's `Conv1D`, `y = x W + b` with `W` as `[in, out]`.
    static Projection ofConv1d(double[][] inputsByOutputs, double[] bias) {
        double[][] weight = new double[bias.length][inputsByOutputs.length];
        for (int in = 0; in < inputsByOutputs.length; in++) {
            for (int out = 0; out < bias.length; out++) {
                weight[out][in] = inputsByOutputs[in][out];
            }
        }
        return new Projection(weight, Optional.of(bias));
    }

    double[] apply(double[] x) {
        double[] y = new double[weight.length];
        for (int out = 0; out < weight.length; out++) {
            y[out] = Formulas.dot(weight[out], x);
        }
        return bias.map(b -> Formulas.sum(y, b)).orElse(y);
    }
}
