package dev.assay.cli.tiny;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.Interval;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.model.LanguageModel;
import dev.assay.tiny.data.BundledFile;
import dev.assay.tiny.data.Question;
import dev.assay.tiny.data.QuestionFile;
import dev.assay.tiny.data.Template;
import dev.assay.tiny.exam.Accuracy;
import dev.assay.tiny.exam.Exam;
import dev.assay.tiny.exam.ExamReport;
import dev.assay.tiny.exam.ExamResult;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay tiny exam`: asks a model multiple-choice questions about words.
@Command(
        name = "exam",
        description = "Ask a model multiple-choice questions about words, and show its accuracy with intervals.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay tiny exam --model tiny",
            "  assay tiny exam --model tiny --questions runs/tiny-data/instructions-test.jsonl --limit 1000"
        })
public final class ExamVerb implements Verb {
    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--questions",
            paramLabel = "FILE",
            description = {
                "JSON lines with template, prompt, choices and answer, or instructions of assay tiny data;",
                "rows without choices are left out. Default: the bundled questions."
            })
    private Optional<Path> questions = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Ask at most the first N of each template.")
    private Optional<Integer> limit = Optional.empty();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        List<Question> asked =
                limited(questions.map(QuestionFile::read).orElseGet(BundledFile.HELD_OUT_QUESTIONS::questions).stream()
                        .filter(question -> question.choices().size() > 1)
                        .toList());
        if (out.dryRun()) {
            chosen.note(asked.size() + " questions would be asked");
            return ExitCode.DONE;
        }
        try (LanguageModel model = options.openForAnswers()) {
            ExamResult result;
            try (Progress.Bar bar = Progress.onStandardError(chosen.quiet()).start("exam", asked.size(), "question")) {
                result = Exam.of(model, asked, bar::advance);
            }
            out.folder()
                    .ifPresent(folder -> RunFolders.create(folder)
                            .writeEvidence(new ExamReport(model.name(), result, provenance()).evidence()));
            show(chosen, result.accuracies());
        }
        return ExitCode.DONE;
    }

    private List<Question> limited(List<Question> all) {
        Map<Template, Integer> taken = new EnumMap<>(Template.class);
        int most = limit.orElse(Integer.MAX_VALUE);
        if (most < 1) {
            throw AssayException.of(
                    "ASSAY-2114", "No question would be asked.", "--limit " + most, "give a number of at least 1");
        }
        return all.stream()
                .filter(question -> taken.merge(question.template(), 1, Integer::sum) <= most)
                .toList();
    }

    private Provenance provenance() {
        Map<String, String> configuration = Map.of(
                "model",
                options.name(),
                "questions",
                questions.map(Path::toString).orElse("bundled"));
        return Provenance.collect(0, configuration, options.inputs());
    }

    private void show(Console console, List<Accuracy> accuracies) {
        if (output.json()) {
            console.json(accuracies.stream().map(ExamVerb::json).toList());
            return;
        }
        console.result(String.format(
                Locale.ROOT, "%-10s %9s  %-24s %s", "template", "right", "accuracy (95 %, Wilson)", "guessing"));
        for (Accuracy accuracy : accuracies) {
            Interval interval = accuracy.interval();
            console.result(String.format(
                    Locale.ROOT,
                    "%-10s %4d/%4d  %.3f [%.3f, %.3f]     %.3f",
                    accuracy.template().label(),
                    accuracy.right(),
                    accuracy.asked(),
                    interval.estimate(),
                    interval.low(),
                    interval.high(),
                    accuracy.guessing()));
        }
    }

    private static Map<String, Object> json(Accuracy accuracy) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("template", accuracy.template().label());
        fields.put("right", accuracy.right());
        fields.put("asked", accuracy.asked());
        fields.put("accuracy", accuracy.interval().estimate());
        fields.put("low", accuracy.interval().low());
        fields.put("high", accuracy.interval().high());
        fields.put("guessing", accuracy.guessing());
        return fields;
    }
}
