package dev.assay.cli.livebench;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.base.Progress;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.answer.ModelAnswers;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.GradingRun;
import dev.assay.livebench.judging.Judgment;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Bubblewrap;
import dev.assay.livebench.sandbox.Sandbox;
import dev.assay.livebench.sandbox.Unprotected;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay livebench grade`: grades files of answers against files of questions.
@Command(
        name = "grade",
        description = "Grade answers that were made anywhere: official questions and model answers in, judgments out.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench grade --questions question.jsonl --answers qwen.jsonl --out judgments.jsonl",
            "  assay livebench grade --questions question.jsonl --answers qwen.jsonl --grading reference --out j.jsonl"
        })
public final class GradeVerb implements Verb {
    @Mixin
    private final QuestionOptions questions = new QuestionOptions();

    @Option(
            names = "--answers",
            required = true,
            split = ",",
            paramLabel = "FILE",
            description = "Answers, JSON lines in LiveBench's layout. May be repeated.")
    private List<Path> answers = new ArrayList<>();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where the judgments go, JSON lines.")
    private Path out = Path.of("");

    @Option(
            names = "--grading",
            paramLabel = "MODE",
            description = {
                "strict (default) mends known faults of the official graders;",
                "reference gives what they give, score for score."
            })
    private Mode mode = Mode.STRICT;

    @Option(
            names = "--allow-unscorable",
            paramLabel = "PERCENT",
            description = "Exit code 3 where more answers than this could not be graded (default 2).")
    private double allowed = 2;

    @Option(names = "--threads", paramLabel = "N", description = "Answers graded side by side (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--unsafe-no-sandbox",
            description = {
                "Run programs of the answers without bubblewrap, with all that you may do.",
                "Without it they run in a sandbox, or not at all where there is none."
            })
    private boolean unprotected;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        requireSense();
        Console chosen = output.applyTo(console);
        List<Question> asked = questions.read();
        List<ModelAnswer> given = answers.stream()
                .flatMap(file -> ModelAnswers.read(file).stream())
                .toList();
        noteStrangers(chosen, asked, given);
        List<Judgment> judgments;
        try (Progress.Bar bar = Progress.onStandardError(chosen.quiet()).start("grade", asked.size(), "question")) {
            judgments = new GradingRun(mode, sandbox(chosen), threads).judge(asked, given, () -> bar.advance(1));
        }
        AtomicFiles.write(out, stream -> {
            for (Judgment judgment : judgments) {
                stream.write((Json.line(judgment.line()) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
        show(chosen, judgments);
        long unscorable = judgments.stream().filter(GradeVerb::isUnscorable).count();
        return unscorable * 100.0 > allowed * judgments.size() ? ExitCode.GATE : ExitCode.DONE;
    }

    private Sandbox sandbox(Console console) {
        if (unprotected) {
            console.note("programs of the answers run without protection, with all that this user may do");
            return new Unprotected();
        }
        return Bubblewrap.find();
    }

    private void requireSense() {
        if (threads < 1 || !(allowed >= 0 && allowed <= 100)) {
            throw AssayException.of(
                    "ASSAY-2117",
                    "The answers cannot be graded so.",
                    threads < 1 ? "--threads " + threads : "--allow-unscorable " + allowed,
                    threads < 1 ? "give a number of at least 1" : "give a percentage from 0 to 100");
        }
    }

    private static void noteStrangers(Console console, List<Question> asked, List<ModelAnswer> given) {
        Set<String> ids = asked.stream().map(Question::id).collect(Collectors.toSet());
        long strangers = given.stream()
                .filter(answer -> !ids.contains(answer.questionId()))
                .count();
        if (strangers > 0) {
            console.note(strangers + " answers are to other questions and are left out");
        }
    }

    private static boolean isUnscorable(Judgment judgment) {
        return judgment.grade() instanceof Grade.Unscorable;
    }

    private void show(Console console, List<Judgment> judgments) {
        Map<String, List<Judgment>> groups = judgments.stream()
                .collect(Collectors.groupingBy(
                        judgment ->
                                judgment.model() + "\t" + judgment.question().category() + "\t"
                                        + judgment.question().task(),
                        TreeMap::new,
                        Collectors.toList()));
        List<Row> rows = groups.values().stream().map(Row::of).toList();
        if (output.json()) {
            console.json(Map.of(
                    "grading",
                    mode.name().toLowerCase(Locale.ROOT),
                    "tasks",
                    rows.stream().map(Row::json).toList()));
            return;
        }
        console.result(String.format(
                Locale.ROOT,
                "%-24s %-24s %-22s %9s %8s %10s",
                "model",
                "category",
                "task",
                "questions",
                "score",
                "unscorable"));
        rows.forEach(row -> console.result(String.format(
                Locale.ROOT,
                "%-24s %-24s %-22s %9d %8.3f %10d",
                row.model(),
                row.category(),
                row.task(),
                row.questions(),
                row.score(),
                row.unscorable())));
    }

    /// A model's answers to one task.
    ///
    /// @param score the mean over those that could be graded
    private record Row(String model, String category, String task, int questions, double score, int unscorable) {
        static Row of(List<Judgment> group) {
            Question first = group.getFirst().question();
            double mean = group.stream()
                    .map(Judgment::grade)
                    .filter(Grade.Scored.class::isInstance)
                    .mapToDouble(grade -> ((Grade.Scored) grade).score())
                    .average()
                    .orElse(Double.NaN);
            int unscorable =
                    (int) group.stream().filter(GradeVerb::isUnscorable).count();
            return new Row(group.getFirst().model(), first.category(), first.task(), group.size(), mean, unscorable);
        }

        Map<String, Object> json() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("model", model);
            fields.put("category", category);
            fields.put("task", task);
            fields.put("questions", questions);
            fields.put("score", score);
            fields.put("unscorable", unscorable);
            return fields;
        }
    }
}
