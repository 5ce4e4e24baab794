package dev.assay.scaling.study;

import dev.assay.nn.Pass;
import dev.assay.nn.linear.structured.Design;
import dev.assay.nn.optim.MuP;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.optim.Schedule;
import dev.assay.stats.Descriptive;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;

/// How much the hidden state changes in a step of training, for a width: under a right parametrisation
/// as much at every width.
///
/// The mean over steps 6 to 25 and over 256 samples of the change's norm divided by the root of the
/// width, while a student of two blocks learns from a [Teacher]. Source: Yang et al., "Tensor Programs
/// V" (2022), appendix D.
public final class CoordinateCheck {
    private static final int STEPS = 25;
    private static final int SETTLED = 5;
    private static final int SAMPLES = 256;
    private static final long BATCH = 128;
    private static final long BASE = 64;
    private static final double RATE = 3e-3;

    private CoordinateCheck() {}

    /// What was measured.
    ///
    /// @param width  of the student
    /// @param change of its hidden state a step
    public record Change(long width, double change) {}

    /// Measures one width.
    ///
    /// @param seed of teacher, weights and samples
    public static Change measure(Design design, MuP.Mode mode, long width, long seed) {
        try (var scope = Scope.open()) {
            Teacher teacher = Teacher.of(8, 3, 128, Randomness.of(seed).split("teacher"));
            Regression regression = new Regression(
                    teacher,
                    new ResidualMlp.Size(8, width, 2, 1),
                    BASE,
                    mode,
                    BATCH,
                    new OptimizerPlan.AdamW(RATE, 0.9, 0.999, 1e-8, 0),
                    new Schedule.Constant());
            Tensor probe = teacher.inputs(SAMPLES, Randomness.of(seed).split("probe"));
            List<Double> changes = new ArrayList<>();
            Tensor[] before = new Tensor[1];
            regression.train(design, STEPS, seed, (model, step) -> {
                try (var ignored = new NoGradGuard()) {
                    Tensor now = model.hidden(probe, Pass.inference());
                    if (step > SETTLED) {
                        changes.add(change(before[0], now));
                    }
                    before[0] = now;
                }
            });
            return new Change(
                    width,
                    Descriptive.mean(
                            changes.stream().mapToDouble(Double::doubleValue).toArray()));
        }
    }

    private static double change(Tensor before, Tensor now) {
        return now.sub(before).square().mean(1).sqrt().mean().item_double();
    }
}
