package dev.assay.nn.train;

/// Hears how training goes, and may stop it.
public interface TrainingListener {
    /// Hears nothing and never stops.
    TrainingListener SILENT = new TrainingListener() {};

    /// After each step.
    default void stepped(StepReport report) {}

    /// After each validation.
    default void validated(long step, double loss) {}

    /// Asked before each step; if true, training keeps a checkpoint and ends early.
    default boolean stopRequested() {
        return false;
    }

    /// What happened in one step.
    ///
    /// @param step         from 1: how many steps are done
    /// @param steps        how many there will be
    /// @param loss         mean over the step's data
    /// @param gradientNorm before it was cut
    /// @param learningRate of this step
    /// @param weight       what the data counted, such as target tokens
    /// @param seconds      that the step took
    record StepReport(
            long step,
            long steps,
            double loss,
            double gradientNorm,
            double learningRate,
            double weight,
            double seconds) {}
}
