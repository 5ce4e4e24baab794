package dev.assay.cli.livebench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.answer.ModelAnswers;
import dev.assay.livebench.judging.GradingRun;
import dev.assay.livebench.judging.JudgmentFile;
import dev.assay.livebench.question.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Mixin
    private final GradingOptions grading = new GradingOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        GradingRun run = grading.run(chosen);
        List<Question> asked = questions.read();
        List<ModelAnswer> given = answers.stream()
                .flatMap(file -> ModelAnswers.read(file).stream())
                .toList();
        noteStrangers(chosen, asked, given);
        Optional<List<ObjectNode>> judgments;
        try (JudgmentFile file = JudgmentFile.open(out, grading.mode(), inputs())) {
            if (file.left() > 0) {
                chosen.note(file.left() + " answers were graded by a run that did not end, and are not graded again");
            }
            judgments = graded(chosen, run, asked, given, file, interruption);
            judgments.ifPresent(file::finish);
        }
        if (judgments.isEmpty()) {
            chosen.note("stopped; the same command goes on");
            return ExitCode.INTERRUPTED;
        }
        show(chosen, judgments.get());
        return grading.gate(chosen, judgments.get());
    }

    private List<Path> inputs() {
        return Stream.concat(questions.files().stream(), answers.stream()).toList();
    }

    private Optional<List<ObjectNode>> graded(
            Console console,
            GradingRun run,
            List<Question> asked,
            List<ModelAnswer> given,
            JudgmentFile file,
            Interruption interruption) {
        try (Progress.Bar bar = Progress.onStandardError(console.quiet()).start("grade", asked.size(), "question")) {
            return run.judge(asked, given, file, interruption::requested, () -> bar.advance(1));
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

    private void show(Console console, List<ObjectNode> judgments) {
        TaskTable table = TaskTable.of(judgments);
        if (output.json()) {
            console.json(Map.of("grading", grading.mode().name().toLowerCase(Locale.ROOT), "tasks", table.json()));
        } else {
            table.show(console);
        }
    }
}
