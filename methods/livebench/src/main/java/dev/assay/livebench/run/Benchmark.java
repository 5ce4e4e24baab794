package dev.assay.livebench.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.answer.ModelAnswers;
import dev.assay.livebench.asking.AnswerFile;
import dev.assay.livebench.asking.Asking;
import dev.assay.livebench.asking.AskingPlan;
import dev.assay.livebench.judging.GradingRun;
import dev.assay.livebench.judging.JudgmentFile;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.question.Questions;
import dev.assay.livebench.score.Judgments;
import dev.assay.livebench.score.Leaderboard;
import dev.assay.model.LanguageModel;
import dev.assay.stats.Bootstrap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Asks a model, grades its answers and scores them, in one folder that a later run goes on with.
///
/// | file | what it holds |
/// |---|---|
/// | `question.jsonl` | what is asked |
/// | `answers.jsonl` | what the model answered |
/// | `judgments.jsonl` | what the graders said |
///
/// @param asking    how the model is asked
/// @param grading   how its answers are graded
/// @param bootstrap of the scores' intervals
public record Benchmark(AskingPlan asking, GradingRun grading, Bootstrap bootstrap) {
    /// What came of it.
    ///
    /// @param tally     of what was asked
    /// @param judgments one for each question
    /// @param board     the scores
    public record Outcome(Asking.Tally tally, List<ObjectNode> judgments, Leaderboard board) {
        public Outcome {
            judgments = List.copyOf(judgments);
        }
    }

    /// Where the questions lie in a run's folder.
    public static Path questions(Path folder) {
        return folder.resolve("question.jsonl");
    }

    /// Where the answers lie.
    public static Path answers(Path folder) {
        return folder.resolve("answers.jsonl");
    }

    /// Where the judgments lie.
    public static Path judgments(Path folder) {
        return folder.resolve("judgments.jsonl");
    }

    /// Runs it, or goes on where it was stopped or killed: no question is asked twice.
    ///
    /// @param folder  which exists
    /// @param stopped asked before each question and each judgment
    /// @return nothing if it was stopped
    /// @throws AssayException `ASSAY-2121` if the folder holds a run on other questions
    public Optional<Outcome> run(
            List<Question> questions, LanguageModel model, Path folder, BooleanSupplier stopped, Progress progress) {
        keep(questions, folder);
        Asking.Tally tally = ask(questions, model, folder, stopped, progress);
        if (stopped.getAsBoolean()) {
            return Optional.empty();
        }
        return judge(questions, folder, stopped, progress)
                .map(judgments -> new Outcome(
                        tally,
                        judgments,
                        Leaderboard.of(
                                Judgments.read(List.of(judgments(folder))),
                                new Leaderboard.Rules(false, false),
                                bootstrap)));
    }

    private static void keep(List<Question> questions, Path folder) {
        Path file = questions(folder);
        if (!Files.exists(file)) {
            Questions.write(file, questions);
        } else if (!Questions.read(file).equals(questions)) {
            throw AssayException.of(
                    "ASSAY-2121",
                    "The run began with other questions.",
                    file.toString(),
                    "name the questions that it began with, or another folder");
        }
    }

    private Asking.Tally ask(
            List<Question> questions, LanguageModel model, Path folder, BooleanSupplier stopped, Progress progress) {
        Asking asker = new Asking(model, asking);
        try (AnswerFile file = AnswerFile.open(answers(folder));
                Progress.Bar bar =
                        progress.start("answer", asker.open(questions, file).size(), "question")) {
            return asker.run(questions, file, stopped, () -> bar.advance(1));
        }
    }

    private Optional<List<ObjectNode>> judge(
            List<Question> questions, Path folder, BooleanSupplier stopped, Progress progress) {
        List<ModelAnswer> given = ModelAnswers.read(answers(folder));
        List<Path> inputs = List.of(questions(folder), answers(folder));
        try (JudgmentFile file = JudgmentFile.open(judgments(folder), grading.mode(), inputs);
                Progress.Bar bar = progress.start("grade", questions.size(), "question")) {
            Optional<List<ObjectNode>> judgments = grading.judge(questions, given, file, stopped, () -> bar.advance(1));
            judgments.ifPresent(file::finish);
            return judgments;
        }
    }
}
