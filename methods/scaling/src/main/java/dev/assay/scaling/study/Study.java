package dev.assay.scaling.study;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.base.TemporaryFolder;
import dev.assay.base.evidence.RunFolder;
import dev.assay.nn.train.Trainer;
import dev.assay.nn.train.TrainingListener;
import dev.assay.nn.train.TrainingPlan;
import dev.assay.nn.train.TrainingResult;
import dev.assay.scaling.law.Point;
import dev.assay.scaling.study.StudyPlan.Planned;
import dev.assay.tensor.Scope;
import dev.assay.tensor.Threads;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Trains all runs of a plan, several at once, each on one core.
///
/// A run that has come to its end is a line in the study's log and is not trained again. One that was
/// stopped goes on from its newest checkpoint. So a study that was killed ends with the same numbers as
/// one that was not.
public final class Study {
    private static final String DIVERGED = "ASSAY-6020";

    private final StudyPlan plan;
    private final RunFolder folder;
    private final Lesson lesson;
    private final List<Planned> runs;
    private final List<String> left = new ArrayList<>();

    private Study(StudyPlan plan, RunFolder folder, Lesson lesson) {
        this.plan = plan;
        this.folder = folder;
        this.lesson = lesson;
        this.runs = plan.runs(lesson, left::add);
    }

    /// A study whose runs live in a folder; reads its data.
    ///
    /// @throws AssayException `ASSAY-4131` or `ASSAY-4132` if the data cannot be used, `ASSAY-2133` if
    ///     there is nothing to run
    public static Study open(StudyPlan plan, RunFolder folder) {
        Study study = new Study(plan, folder, lesson(plan));
        if (study.runs.isEmpty()) {
            throw AssayException.of(
                    "ASSAY-2133",
                    "The study has no run: " + String.join("; ", study.left) + ".",
                    "structures, budgets",
                    "name other budgets, or widths");
        }
        return study;
    }

    /// What a plan comes to.
    ///
    /// @param runs in the order of the plan
    /// @param left structures that fit no width near a budget, in words
    public record Outline(List<Planned> runs, List<String> left) {
        public Outline {
            runs = List.copyOf(runs);
            left = List.copyOf(left);
        }
    }

    /// What a plan comes to, with its data read and nothing run.
    ///
    /// @throws AssayException as [#open]
    public static Outline planned(StudyPlan plan) {
        List<String> left = new ArrayList<>();
        return new Outline(plan.runs(lesson(plan), left::add), left);
    }

    /// What was found.
    public StudyReport report(List<Finished> finished, Provenance provenance) {
        return new StudyReport(lesson.loss(), lesson.sample(), plan.training().floor() < 1, finished, left, provenance);
    }

    /// The data of a study; made data has the seed of the first run, the same for all of them.
    private static Lesson lesson(StudyPlan plan) {
        return plan.task().open(plan.training().seeds().getFirst());
    }

    /// Structures that fit no width near a budget, in words.
    public List<String> left() {
        return List.copyOf(left);
    }

    /// Runs what is not done yet.
    ///
    /// @param workers  runs at once
    /// @param stop     asked before each step of each run
    /// @return all runs that are done, in the order of the plan; nothing if it was stopped before the end
    /// @throws AssayException as [Trainer#train]; runs that are done stay done
    public Optional<List<Finished>> run(int workers, Progress progress, BooleanSupplier stop) {
        Map<Planned, Finished> done = done();
        List<Planned> open = runs.stream().filter(run -> !done.containsKey(run)).toList();
        long steps = plan.training().steps();
        AtomicBoolean failed = new AtomicBoolean();
        try (Threads.One one = Threads.one();
                Progress.Bar bar = progress.start("train", runs.size() * steps, "step")) {
            bar.resumedAt((runs.size() - open.size()) * steps);
            List<Finished> ended = together(
                    dearestFirst(open),
                    workers,
                    run -> one(run, bar, () -> failed.get() || stop.getAsBoolean()),
                    failed);
            ended.forEach(each -> done.put(each.run(), each));
        }
        return done.size() < runs.size()
                ? Optional.empty()
                : Optional.of(runs.stream()
                        .flatMap(run -> Optional.ofNullable(done.get(run)).stream())
                        .toList());
    }

    /// The runs that are done.
    private Map<Planned, Finished> done() {
        Map<Planned, Finished> done = new LinkedHashMap<>();
        if (!Files.exists(folder.path().resolve("log.jsonl"))) {
            return done;
        }
        folder.mendLog();
        try (JsonLines lines = folder.readLog()) {
            lines.forEachRemaining(line -> {
                Finished each = Json.convert(line.node(), line.where(), Finished.class);
                if (runs.contains(each.run())) {
                    done.put(each.run(), each);
                }
            });
        }
        return done;
    }

    private List<Planned> dearestFirst(List<Planned> open) {
        return open.stream()
                .sorted(Comparator.comparingLong((Planned run) -> lesson.structuredMacs(run.design(), run.width()))
                        .reversed())
                .toList();
    }

    @FunctionalInterface
    private interface Work {
        Optional<Finished> of(Planned run);
    }

    private static List<Finished> together(List<Planned> open, int workers, Work work, AtomicBoolean failed) {
        List<Finished> ended = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(workers)) {
            List<Future<Optional<Finished>>> futures =
                    open.stream().map(run -> pool.submit(() -> work.of(run))).toList();
            for (Future<Optional<Finished>> future : futures) {
                try {
                    future.get().ifPresent(ended::add);
                } catch (ExecutionException e) {
                    failed.set(true);
                    failures.add(
                            e.getCause() instanceof RuntimeException cause
                                    ? cause
                                    : new IllegalStateException(e.getCause()));
                } catch (InterruptedException e) {
                    failed.set(true);
                    Thread.currentThread().interrupt();
                }
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        return ended;
    }

    private Optional<Finished> one(Planned run, Progress.Bar bar, BooleanSupplier stop) {
        if (stop.getAsBoolean()) {
            return Optional.empty();
        }
        try (var scope = Scope.open()) {
            TrainingPlan training = plan.training().plan(run.learningRate(), run.seed());
            Lesson.Settings settings = new Lesson.Settings(
                    run.mode(), training.optimizer(), plan.training().batch(), run.seed());
            Optional<Finished> finished =
                    trained(run, lesson.pupil(run.design(), run.width(), settings), training, bar, stop);
            finished.ifPresent(each -> {
                folder.log(each);
                new TemporaryFolder(place(run)).close();
            });
            return finished;
        }
    }

    private Path place(Planned run) {
        return folder.artifact("open/" + run.name().replaceAll("[^A-Za-z0-9.=-]", "_"));
    }

    private <B> Optional<Finished> trained(
            Planned run, Pupil<B> pupil, TrainingPlan training, Progress.Bar bar, BooleanSupplier stop) {
        long began = System.nanoTime();
        boolean diverged = false;
        try {
            Trainer<B> trainer = new Trainer<>(training, pupil.objective(), place(run));
            TrainingResult result = trainer.resume(new TrainingListener() {
                @Override
                public void stepped(StepReport report) {
                    bar.advance(1);
                }

                @Override
                public boolean stopRequested() {
                    return stop.getAsBoolean();
                }
            });
            if (!result.finished()) {
                return Optional.empty();
            }
        } catch (AssayException e) {
            if (e.problems().stream().noneMatch(problem -> problem.code().equals(DIVERGED))) {
                throw e;
            }
            diverged = true;
        }
        return Optional.of(new Finished(
                run,
                pupil.structuredMacs(),
                pupil.macs(),
                pupil.parameters(),
                points(place(run).resolve("log.jsonl"), pupil),
                diverged,
                diverged ? Map.of() : pupil.measures().get(),
                (System.nanoTime() - began) / 1e9));
    }

    private static List<Point> points(Path log, Pupil<?> pupil) {
        List<Point> points = new ArrayList<>();
        if (!Files.exists(log)) {
            return points;
        }
        try (JsonLines lines = JsonLines.open(log)) {
            lines.forEachRemaining(line -> validated(line.node())
                    .ifPresent(loss -> points.add(new Point(
                            (double) pupil.macs()
                                    * pupil.samples()
                                    * line.node().path("step").asLong(),
                            loss))));
        }
        return points;
    }

    private static Optional<Double> validated(JsonNode line) {
        return Optional.of(line.path("validation-loss"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble);
    }
}
