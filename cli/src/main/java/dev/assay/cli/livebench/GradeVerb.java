package dev.assay.cli.livebench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.answer.ModelAnswers;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.GradingRun;
import dev.assay.livebench.judging.JudgmentFile;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Bubblewrap;
import dev.assay.livebench.sandbox.Sandbox;
import dev.assay.livebench.sandbox.Unprotected;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        Optional<List<ObjectNode>> judgments;
        try (JudgmentFile file = JudgmentFile.open(out, mode, inputs())) {
            if (file.left() > 0) {
                chosen.note(file.left() + " answers were graded by a run that did not end, and are not graded again");
            }
            judgments = graded(chosen, asked, given, file, interruption);
            judgments.ifPresent(file::finish);
        }
        if (judgments.isEmpty()) {
            chosen.note("stopped; the same command goes on");
            return ExitCode.INTERRUPTED;
        }
        show(chosen, judgments.get());
        long unscorable =
                judgments.get().stream().filter(GradeVerb::isUnscorable).count();
        return unscorable * 100.0 > allowed * judgments.get().size() ? ExitCode.GATE : ExitCode.DONE;
    }

    private List<Path> inputs() {
        return Stream.concat(questions.files().stream(), answers.stream()).toList();
    }

    private Optional<List<ObjectNode>> graded(
            Console console,
            List<Question> asked,
            List<ModelAnswer> given,
            JudgmentFile file,
            Interruption interruption) {
        try (Progress.Bar bar = Progress.onStandardError(console.quiet()).start("grade", asked.size(), "question")) {
            return new GradingRun(mode, sandbox(console), threads)
                    .judge(asked, given, file, interruption::requested, () -> bar.advance(1));
        }
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

    private static boolean isUnscorable(JsonNode judgment) {
        return judgment.path("status").asText().equals("unscorable");
    }

    private void show(Console console, List<ObjectNode> judgments) {
        Map<List<String>, List<ObjectNode>> groups = judgments.stream()
                .collect(Collectors.groupingBy(
                        judgment -> List.of(
                                judgment.path("model").asText(),
                                judgment.path("category").asText(),
                                judgment.path("task").asText()),
                        () -> new TreeMap<>(Comparator.comparing(key -> String.join("\t", key))),
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
        static Row of(List<ObjectNode> group) {
            double mean = group.stream()
                    .filter(judgment -> !isUnscorable(judgment))
                    .mapToDouble(judgment -> judgment.path("score").asDouble())
                    .average()
                    .orElse(Double.NaN);
            int unscorable =
                    (int) group.stream().filter(GradeVerb::isUnscorable).count();
            ObjectNode first = group.getFirst();
            return new Row(
                    first.path("model").asText(),
                    first.path("category").asText(),
                    first.path("task").asText(),
                    group.size(),
                    mean,
                    unscorable);
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
