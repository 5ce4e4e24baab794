package dev.assay.nn.train;

import dev.assay.base.AssayException;
import dev.assay.base.TemporaryFolder;
import dev.assay.nn.Parameter;
import dev.assay.nn.optim.Optimizer;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.Threads;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The training loop.
///
/// A step forms the gradient of its data on several threads, cuts it to a norm, and lets the optimiser
/// change the weights. A run lives in a folder: `log.jsonl` and `checkpoints/`. Stopped anywhere, even
/// by a power cut, and resumed, it ends with the same bytes as a run that was never stopped, since data
/// and randomness of a step are functions of the step's number, and everything else is in the
/// checkpoint.
///
/// The first loss or gradient that is not a number stops the run before it can touch a weight.
///
/// @param <B> a micro-batch
public final class Trainer<B> {
    private final TrainingPlan plan;
    private final Objective<B> objective;
    private final Checkpoints checkpoints;
    private final TrainingLog log;
    private final Masters masters;
    private final Optimizer optimizer;
    private final Randomness randomness;
    private double bestLoss = Double.POSITIVE_INFINITY;
    private long bestStep;
    private double lastLoss = Double.NaN;

    /// A trainer whose run lives in `folder`.
    ///
    /// @throws AssayException `ASSAY-2021` if nothing in the model is trainable, `ASSAY-5070` if
    ///     gradients and optimiser alone do not fit the memory; nothing was allocated then
    public Trainer(TrainingPlan plan, Objective<B> objective, Path folder) {
        TrainingEstimate.requireMemory(plan, objective.parameters());
        this.plan = plan;
        this.objective = objective;
        this.checkpoints = new Checkpoints(folder.resolve("checkpoints"), plan.keepLast());
        this.log = new TrainingLog(folder.resolve("log.jsonl"));
        this.masters = new Masters(objective.parameters());
        if (masters.parameters().isEmpty()) {
            throw AssayException.of(
                    "ASSAY-2021",
                    "Nothing is trainable.",
                    "the model's parameters",
                    "train some layer or add an adapter");
        }
        this.optimizer = plan.optimizer().build(masters.parameters());
        this.randomness = Randomness.of(plan.seed()).split("training");
        checkpoints.create();
    }

    /// Refuses a run that cannot fit the memory, before anything of it is there.
    ///
    /// @throws AssayException `ASSAY-5070`
    public static void requireMemory(TrainingPlan plan, List<Parameter> parameters) {
        TrainingEstimate.requireMemory(plan, parameters);
    }

    /// What a run would take, learned from a few steps of it; nothing is left on the disk.
    ///
    /// The weights of the objective are changed by that: open its model anew to train it.
    ///
    /// @throws AssayException as the constructor and [#train]
    public static <B> TrainingEstimate check(TrainingPlan plan, Objective<B> objective) {
        return TrainingEstimate.of(plan, objective);
    }

    /// Trains as [#train], and keeps nothing but what the listener takes.
    ///
    /// @throws AssayException as the constructor and [#train]
    public static <B> void rehearse(TrainingPlan plan, Objective<B> objective, TrainingListener listener) {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            new Trainer<>(plan, objective, folder.path()).rehearse(listener);
        }
    }

    /// Trains from the beginning.
    ///
    /// @throws AssayException `ASSAY-2022` if the folder holds checkpoints of an earlier run,
    ///     `ASSAY-6020` if loss or gradient stop being numbers
    public TrainingResult train(TrainingListener listener) {
        checkpoints.newest().ifPresent(file -> {
            throw AssayException.of(
                    "ASSAY-2022",
                    "The folder holds an earlier run.",
                    file.toString(),
                    "resume it, or choose another folder");
        });
        log.rewind(-1);
        return run(0, listener);
    }

    /// Goes on from the newest checkpoint, or begins if there is none.
    ///
    /// @throws AssayException `ASSAY-2023` if the plan is not the one that the run began with
    public TrainingResult resume(TrainingListener listener) {
        if (checkpoints.newest().isEmpty()) {
            return train(listener);
        }
        Path file = checkpoints.newest().get();
        Checkpoints.State state = Checkpoints.state(file);
        if (!state.plan().equals(fingerprint())) {
            throw AssayException.of(
                    "ASSAY-2023",
                    "The run began with other settings.",
                    file + "\nbegan: " + state.plan() + "\nnow:   " + fingerprint(),
                    "resume with the configuration in the run's folder, or train anew in another folder");
        }
        Checkpoints.restore(file, masters.byName(), optimizer.state());
        masters.publish();
        bestLoss = state.bestLoss();
        bestStep = state.bestStep();
        log.rewind(state.step());
        return run(state.step(), listener);
    }

    /// Copies the weights of the lowest validation loss into the model; those of the last step if none
    /// was measured.
    public void useBest() {
        checkpoints.best().ifPresent(file -> Checkpoints.restore(file, masters.byName(), Map.of()));
        masters.publish();
    }

    /// The trained weights, f32, by name.
    public Map<String, Tensor> weights() {
        return masters.byName();
    }

    /// Makes the steps of the plan and keeps nothing.
    void rehearse(TrainingListener listener) {
        try (Lanes<B> lanes = new Lanes<>(objective, plan.lanes(), plan.workers())) {
            for (long step = 0; step < plan.steps(); step++) {
                step(step, lanes, listener);
            }
        }
    }

    private TrainingResult run(long from, TrainingListener listener) {
        long step = from;
        boolean stopped = false;
        checkpoints.sweep();
        try (Lanes<B> lanes = new Lanes<>(objective, plan.lanes(), plan.workers())) {
            while (step < plan.steps() && !stopped) {
                if (listener.stopRequested()) {
                    stopped = true;
                } else {
                    step(step, lanes, listener);
                    step++;
                    afterwards(step, listener);
                }
            }
        }
        OptionalDouble validation = stopped ? OptionalDouble.empty() : objective.validate();
        // The checkpoint of the last step is written after its validation, so a finished run has nothing to add.
        if (from < plan.steps()) {
            validation.ifPresent(loss -> judge(plan.steps(), loss, listener));
            save(step);
        }
        return new TrainingResult(
                step,
                lastLoss,
                validation,
                bestLoss < Double.POSITIVE_INFINITY ? bestStep : step,
                !stopped,
                masters.byName());
    }

    private void step(long step, Lanes<B> lanes, TrainingListener listener) {
        long began = System.nanoTime();
        Lanes.Gradient gradient = lanes.gradient(step, randomness.split(step));
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            double norm = norm(gradient.sums());
            requireNumbers(step, gradient, norm);
            if (plan.clip() > 0 && norm > plan.clip()) {
                Scalar factor = new Scalar(plan.clip() / norm);
                gradient.sums().forEach(g -> g.mul_(factor));
            }
            torch.set_num_threads(Math.min(plan.workers(), Threads.available()));
            double factor = plan.schedule().factor(step, plan.steps());
            optimizer.step(gradient.sums(), factor);
            masters.publish();
            torch.set_num_threads(1);
            lastLoss = gradient.loss();
            double rate = plan.optimizer().learningRate() * factor;
            double seconds = (System.nanoTime() - began) / 1e9;
            report(
                    new TrainingListener.StepReport(
                            step + 1, plan.steps(), gradient.loss(), norm, rate, gradient.weight(), seconds),
                    listener);
        }
    }

    private void report(TrainingListener.StepReport report, TrainingListener listener) {
        listener.stepped(report);
        if (report.step() % plan.logEvery() == 0 || report.step() == plan.steps()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("step", report.step());
            line.put("loss", report.loss());
            line.put("gradient-norm", report.gradientNorm());
            line.put("learning-rate", report.learningRate());
            line.put("weight", report.weight());
            log.add(line);
        }
    }

    private static double norm(List<Tensor> gradients) {
        double sum = 0;
        for (Tensor gradient : gradients) {
            double norm = gradient.norm().item_double();
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    private void requireNumbers(long step, Lanes.Gradient gradient, double norm) {
        if (Double.isFinite(gradient.loss()) && Double.isFinite(norm)) {
            return;
        }
        boolean whole = masters.areNumbers();
        if (whole) {
            save(step);
        }
        String layer = "the loss itself";
        for (int i = 0; i < gradient.sums().size(); i++) {
            if (!torch.isfinite(gradient.sums().get(i)).all().item_bool()) {
                layer = "first in the gradient of "
                        + masters.parameters().get(i).name();
                break;
            }
        }
        throw AssayException.of(
                "ASSAY-6020",
                "Training stopped at step " + (step + 1) + ": the "
                        + (Double.isFinite(gradient.loss()) ? "gradient" : "loss") + " is not a finite number.",
                layer + " (loss " + gradient.loss() + ", gradient norm " + norm + ")",
                "train anew in another folder with a lower learning rate or clip norm; "
                        + (whole ? "the weights of step " + step + " are" : "the last weights that were numbers are")
                        + " kept in the newest checkpoint");
    }

    private void afterwards(long step, TrainingListener listener) {
        boolean last = step == plan.steps();
        if (!last && plan.validateEvery() > 0 && step % plan.validateEvery() == 0) {
            objective.validate().ifPresent(loss -> judge(step, loss, listener));
        }
        if (!last && plan.checkpointEvery() > 0 && step % plan.checkpointEvery() == 0) {
            save(step);
        }
    }

    private void judge(long step, double loss, TrainingListener listener) {
        listener.validated(step, loss);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("validation-loss", loss);
        log.add(line);
        if (loss < bestLoss) {
            bestLoss = loss;
            bestStep = step;
            checkpoints.saveBest(state(step), masters.byName(), Map.of());
        }
    }

    private void save(long step) {
        checkpoints.save(state(step), masters.byName(), optimizer.state());
    }

    private Checkpoints.State state(long step) {
        return new Checkpoints.State(step, fingerprint(), bestLoss, bestStep);
    }

    /// What must not change between the beginning and the end of a run; the number of workers may.
    private String fingerprint() {
        long numbers = masters.parameters().stream().mapToLong(Parameter::count).sum();
        return "steps=%d lanes=%d %s %s clip=%s seed=%d trained=%d"
                .formatted(
                        plan.steps(),
                        plan.lanes(),
                        plan.optimizer(),
                        plan.schedule(),
                        plan.clip(),
                        plan.seed(),
                        numbers);
    }
}
