package dev.assay.cli.livebench;

import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.cli.option.SeedOption;
import dev.assay.livebench.asking.AskingPlan;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.release.BundledQuestions;
import dev.assay.livebench.run.Benchmark;
import dev.assay.model.LanguageModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay livebench run`: the whole way from questions to scores.
@Command(
        name = "run",
        description = {
            "Ask a model, grade its answers and show its scores, in one folder; run again, it goes on.",
            "Without --questions it asks the bundled ones, which nobody else has published."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench run --model tiny",
            "  assay livebench run --model http://127.0.0.1:8080/v1#qwen --questions fresh/question.jsonl --out runs/qwen"
        })
public final class RunVerb implements Verb {
    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Option(
            names = "--questions",
            split = ",",
            paramLabel = "FILE",
            description = "Questions, JSON lines in LiveBench's layout (default: the bundled ones). May be repeated.")
    private List<Path> files = new ArrayList<>();

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder of the run (default: runs/livebench-MODEL); one that is begun is gone on with.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final AskingOptions how = new AskingOptions();

    @Mixin
    private final GradingOptions grading = new GradingOptions();

    @Mixin
    private final SeedOption seed = new SeedOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        AskingPlan plan = how.plan(options.name());
        List<Question> questions =
                files.isEmpty() ? selection.of(BundledQuestions.all(), "the bundled questions") : selection.read(files);
        Benchmark benchmark = new Benchmark(
                plan, grading.run(chosen), BoardView.bootstrap(seed.seed().orElse(0L)));
        Path place =
                out.orElseGet(() -> Path.of("runs", "livebench-" + plan.name().replaceAll("[^\\w.-]+", "-")));
        RunFolder folder = Files.isDirectory(place) ? RunFolder.open(place) : RunFolders.create(place);
        Optional<Benchmark.Outcome> outcome;
        try (LanguageModel model = options.openForManyAnswers(plan.parallelism())) {
            outcome = benchmark.run(
                    questions, model, folder.path(), interruption::requested, Progress.onStandardError(chosen.quiet()));
        }
        if (outcome.isEmpty()) {
            chosen.note("stopped; the same command goes on");
            return ExitCode.INTERRUPTED;
        }
        finish(chosen, folder, plan, outcome.get());
        return grading.gate(chosen, outcome.get().judgments());
    }

    private void finish(Console console, RunFolder folder, AskingPlan plan, Benchmark.Outcome outcome) {
        BoardView view = new BoardView(outcome.board(), seed.seed().orElse(0L));
        view.write(folder, provenance(folder.path(), plan));
        TaskTable tasks = TaskTable.of(outcome.judgments());
        if (output.json()) {
            console.json(Map.of("models", view.json(), "tasks", tasks.json()));
            return;
        }
        tasks.show(console);
        view.show(console);
        console.result(outcome.tally().asked() + " asked, " + outcome.tally().failed() + " failed, "
                + outcome.tally().already() + " answered before");
        console.note("all of it lies in " + folder.path());
    }

    private Provenance provenance(Path folder, AskingPlan plan) {
        List<Path> inputs = Stream.concat(
                        options.inputs().stream(), Stream.of(Benchmark.questions(folder), Benchmark.answers(folder)))
                .toList();
        return Provenance.collect(
                seed.seed().orElse(0L),
                Map.of(
                        "model",
                        options.name(),
                        "grading",
                        grading.mode().name().toLowerCase(Locale.ROOT),
                        "temperature",
                        Double.toString(plan.sampling().temperature()),
                        "max-tokens",
                        Integer.toString(plan.sampling().maxTokens())),
                inputs);
    }
}
