package dev.assay.lm.training;

import dev.assay.base.Progress;
import dev.assay.nn.train.TrainingListener;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// Shows training on a bar, and stops it when asked.
///
/// @param bar  to advance
/// @param stop asked before each step
public record BarListener(Progress.Bar bar, BooleanSupplier stop) implements TrainingListener {
    @Override
    public void stepped(StepReport report) {
        bar.advance(1);
        bar.note(String.format(Locale.ROOT, "loss %.3f", report.loss()));
    }

    @Override
    public void validated(long step, double loss) {
        bar.note(String.format(Locale.ROOT, "validation loss %.4f at step %d", loss, step));
    }

    @Override
    public boolean stopRequested() {
        return stop.getAsBoolean();
    }
}
