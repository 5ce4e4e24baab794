package dev.assay.scaling.study;

import dev.assay.nn.Pass;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.optim.MuP;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.optim.Schedule;
import dev.assay.nn.train.Trainer;
import dev.assay.nn.train.TrainingListener;
import dev.assay.nn.train.TrainingPlan;
import dev.assay.scaling.model.ResidualMlp;
import dev.assay.stats.Descriptive;
import dev.assay.tensor.Heap;
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
/// width, while a student of two blocks learns from a [dev.assay.scaling.data.Teacher]. Source: Yang et
/// al., "Tensor Programs V" (2022), appendix D.
public final class CoordinateCheck {
    private static final int STEPS = 25;
    private static final int SETTLED = 5;
    private static final int SAMPLES = 256;
    private static final int BATCH = 128;
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
    /// @throws IllegalArgumentException if a matrix cannot have the structure
    public static Change measure(LayerDesign design, MuP.Mode mode, long width, long seed) {
        try (var scope = Scope.open()) {
            RegressionLesson lesson = RegressionLesson.of(new Task.Regression(8, 3, 128, 2, 64), seed);
            ResidualMlp model = ResidualMlp.of(
                    lesson.size(width), design, Randomness.of(seed).split("weights"));
            OptimizerPlan optimizer = new OptimizerPlan.AdamW(RATE, 0.9, 0.999, 1e-8, 0);
            TrainingPlan plan =
                    new TrainingPlan(STEPS, 1, 1, optimizer, new Schedule.Constant(), 0, seed, STEPS, 0, 0, 1);
            Watch watch = new Watch(
                    model, lesson.teacher().inputs(SAMPLES, Randomness.of(seed).split("probe")));
            Lesson.Settings settings = new Lesson.Settings(mode, optimizer, BATCH, seed);
            Trainer.rehearse(plan, lesson.pupil(model, design, settings).objective(), watch);
            return new Change(width, watch.mean());
        }
    }

    /// Sees how much the hidden state of some samples changes from step to step.
    private static final class Watch implements TrainingListener {
        private final ResidualMlp model;
        private final Tensor probe;
        private final List<Double> changes = new ArrayList<>();
        private float[] before = new float[0];

        Watch(ResidualMlp model, Tensor probe) {
            this.model = model;
            this.probe = probe;
        }

        @Override
        public void stepped(StepReport report) {
            try (var scope = Scope.open();
                    var ignored = new NoGradGuard()) {
                float[] now = Heap.read(model.hidden(probe, Pass.inference()));
                if (report.step() > SETTLED) {
                    changes.add(change(before, now));
                }
                before = now;
            }
        }

        /// The mean over samples of the root of the mean square over the width.
        private static double change(float[] before, float[] now) {
            int width = now.length / SAMPLES;
            double sum = 0;
            for (int sample = 0; sample < SAMPLES; sample++) {
                double squares = 0;
                for (int i = sample * width; i < (sample + 1) * width; i++) {
                    double difference = now[i] - before[i];
                    squares += difference * difference;
                }
                sum += Math.sqrt(squares / width);
            }
            return sum / SAMPLES;
        }

        double mean() {
            return Descriptive.mean(
                    changes.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }
}
