package dev.assay.cli.livebench;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.ExitCode;
import dev.assay.base.Interval;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.livebench.contamination.Corpus;
import dev.assay.livebench.contamination.Overlap;
import dev.assay.livebench.contamination.OverlapReport;
import dev.assay.livebench.contamination.OverlapRules;
import dev.assay.livebench.contamination.OverlapWatch;
import dev.assay.livebench.contamination.Place;
import dev.assay.livebench.contamination.QuestionOverlap;
import dev.assay.livebench.contamination.TaskOverlap;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay livebench overlap`: looks for questions in a corpus.
@Command(
        name = "overlap",
        description =
                "Look for questions in a corpus by runs of their words: what a model trained on it may have seen.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench overlap --questions question.jsonl --corpus texts/",
            "  assay livebench overlap --questions question.jsonl --corpus c4.jsonl.gz --ngram 10 --out runs/overlap"
        })
public final class OverlapVerb implements Verb {
    private static final int MOST_SHOWN = 20;

    @Mixin
    private final QuestionOptions questions = new QuestionOptions();

    @Option(
            names = "--corpus",
            required = true,
            paramLabel = "PATH",
            description = "A file, or a folder with .txt, .md, .json and .jsonl files (.gz too).")
    private Path corpus = Path.of("");

    @Option(
            names = "--field",
            split = ",",
            paramLabel = "NAME",
            description = "Fields of JSON files that hold text (default text). May be repeated.")
    private List<String> fields = new ArrayList<>(List.of("text"));

    @Option(
            names = "--ngram",
            paramLabel = "N",
            description = "Words that must stand in a row (default 13; 8 for short questions).")
    private int ngram = OverlapRules.STANDARD.ngram();

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        out.requireNew();
        OverlapWatch watch = new OverlapWatch(questions.read(), rules());
        Corpus texts = Corpus.open(corpus, fields);
        if (out.dryRun()) {
            chosen.result(texts.files() + " files with " + texts.bytes() + " bytes would be read");
            return ExitCode.DONE;
        }
        Optional<Overlap> found;
        try (Progress.Bar bar = Progress.onStandardError(chosen.quiet()).start("overlap", texts.bytes(), "byte")) {
            found = watch.search(texts, bar::advance, interruption::requested);
        }
        if (found.isEmpty()) {
            chosen.note("stopped; nothing is kept");
            return ExitCode.INTERRUPTED;
        }
        OverlapReport report = new OverlapReport(found.get(), provenance());
        out.folder().ifPresent(folder -> write(RunFolders.create(folder), report));
        show(chosen, report);
        return ExitCode.DONE;
    }

    private OverlapRules rules() {
        try {
            return OverlapRules.STANDARD.withNgram(ngram);
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-2123",
                    "The corpus cannot be searched so: " + e.getMessage() + ".",
                    "--ngram " + ngram,
                    "give a number from 8 to 20");
        }
    }

    /// Hashing a corpus takes as long as reading it, so that is left for evidence that is kept.
    private Provenance provenance() {
        List<Path> inputs = new ArrayList<>(questions.files());
        if (out.folder().isPresent()) {
            inputs.add(corpus);
        }
        return Provenance.collect(
                0, Map.of("ngram", Integer.toString(ngram), "field", String.join(",", fields)), inputs);
    }

    private static void write(RunFolder folder, OverlapReport report) {
        AtomicFiles.writeString(folder.path().resolve("overlap.jsonl"), report.lines());
        folder.writeEvidence(report.evidence());
    }

    private void show(Console console, OverlapReport report) {
        Overlap overlap = report.overlap();
        if (output.json()) {
            console.json(overlap.questions().stream().map(OverlapReport::fields).toList());
        } else {
            console.result(String.format(
                    Locale.ROOT,
                    "%-24s %9s  %-24s %-24s %8s",
                    "task",
                    "questions",
                    "contaminated",
                    "anything found",
                    "coverage"));
            overlap.tasks().forEach(task -> console.result(line(task)));
            List<QuestionOverlap> found = report.found();
            found.stream().limit(MOST_SHOWN).forEach(each -> console.result(line(each)));
            if (found.size() > MOST_SHOWN) {
                console.note(
                        (found.size() - MOST_SHOWN) + " more were found in part or whole; --json or --out has all");
            }
        }
        console.note(report.summary());
        report.cautions().forEach(console::note);
        console.note("paraphrases and translations are not found");
    }

    private static String line(TaskOverlap task) {
        return String.format(
                Locale.ROOT,
                "%-24s %9d  %-24s %-24s %6.1f %%",
                task.task(),
                task.questions(),
                shown(task.contaminated()),
                shown(task.found()),
                100 * task.coverage());
    }

    private static String line(QuestionOverlap each) {
        return String.format(
                Locale.ROOT,
                "%s: %s, %.1f %% of its runs of %d words, %d words in a row, first in %s",
                each.questionId(),
                each.verdict().name().toLowerCase(Locale.ROOT),
                100 * each.coverage(),
                each.ngram(),
                each.longestRun(),
                each.first().map(Place::shown).orElse("no file"));
    }

    private static String shown(Interval share) {
        return String.format(
                Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }
}
