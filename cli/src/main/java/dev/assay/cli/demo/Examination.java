package dev.assay.cli.demo;

import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.livebench.asking.AskingPlan;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.GradingRun;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.release.BundledQuestions;
import dev.assay.livebench.run.Benchmark;
import dev.assay.livebench.sandbox.Sandbox;
import dev.assay.livebench.score.LeaderboardReport;
import dev.assay.model.Sampling;
import dev.assay.stats.Bootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The model is asked questions with one right answer, which programs grade.
final class Examination implements Chapter {
    private static final int EACH = 1;
    private static final int ROUNDS = 2_000;
    private static final int MOST_TOKENS = 24;

    @Override
    public String title() {
        return "ask graded questions of many tasks";
    }

    @Override
    public List<Evidence> run(Stage stage) {
        Path folder = created(stage.folder().resolve("livebench"));
        AskingPlan plan = new AskingPlan(
                stage.model().name(),
                Sampling.greedy().withMaxTokens(MOST_TOKENS),
                Optional.empty(),
                8,
                0,
                false,
                Optional.empty());
        Benchmark benchmark = new Benchmark(
                plan, new GradingRun(Mode.STRICT, Sandbox.none(), 2), new Bootstrap(ROUNDS, 0.95, stage.seed()));
        return benchmark
                .run(questions(), stage.model(), folder, stage.interruption()::requested, stage.progress())
                .map(outcome -> new LeaderboardReport(outcome.board(), provenance(stage, folder)).evidence())
                .map(List::of)
                .orElse(List.of());
    }

    /// An easy one of each task; harder ones are longer than the bundled model's context.
    private static List<Question> questions() {
        Map<String, Integer> taken = new HashMap<>();
        return BundledQuestions.all().stream()
                .filter(question -> question.all().path("difficulty").asText().equals("easy"))
                .filter(question -> taken.merge(question.task(), 1, Integer::sum) <= EACH)
                .toList();
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Provenance provenance(Stage stage, Path folder) {
        return Provenance.collect(
                stage.seed(),
                Map.of("max-tokens", Integer.toString(MOST_TOKENS), "grading", "strict"),
                List.of(stage.model().pretrained().folder(), Benchmark.questions(folder), Benchmark.answers(folder)));
    }
}
