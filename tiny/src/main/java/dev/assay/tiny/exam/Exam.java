package dev.assay.tiny.exam;

import dev.assay.model.Capabilities;
import dev.assay.model.Continuation;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Score;
import dev.assay.model.TokenScorer;
import dev.assay.tiny.data.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// Puts multiple-choice questions to a model.
///
/// The question is asked in the model's chat form, and its answer is the choice of the greatest log-probability,
/// `argmax_c Σ log p(c_i | question, c_1 .. c_{i-1})`. So every question is answered, also by a model that would not
/// write one of the choices by itself; of equals the first counts.
public final class Exam {
    /// Questions that are scored together.
    private static final int TOGETHER = 32;

    private Exam() {}

    /// The model's answers.
    ///
    /// @param questions each with at least two choices
    /// @param answered  hears how many more questions have been answered
    /// @throws dev.assay.base.AssayException `ASSAY-2030` if the model cannot score a given answer
    /// @throws IllegalArgumentException if a question has fewer than two choices
    public static ExamResult of(LanguageModel model, List<Question> questions, IntConsumer answered) {
        questions.forEach(Exam::requireChoices);
        TokenScorer scorer = Capabilities.require(model, TokenScorer.class, "answering multiple-choice questions");
        List<String> answers = new ArrayList<>(questions.size());
        for (int from = 0; from < questions.size(); from += TOGETHER) {
            List<Question> some = questions.subList(from, Math.min(questions.size(), from + TOGETHER));
            answers.addAll(answers(scorer, some));
            answered.accept(some.size());
        }
        return new ExamResult(questions, answers);
    }

    private static void requireChoices(Question question) {
        if (question.choices().size() < 2) {
            throw new IllegalArgumentException("no choices to choose from: " + question.prompt());
        }
    }

    private static List<String> answers(TokenScorer scorer, List<Question> questions) {
        List<Score> scores = scorer.scoreAll(questions.stream()
                .flatMap(q -> q.choices().stream().map(choice -> new Continuation(Prompt.ask(q.prompt()), choice)))
                .toList());
        List<String> answers = new ArrayList<>(questions.size());
        int at = 0;
        for (Question question : questions) {
            int choices = question.choices().size();
            answers.add(question.choices().get(likeliest(scores.subList(at, at + choices))));
            at += choices;
        }
        return answers;
    }

    private static int likeliest(List<Score> scores) {
        return IntStream.range(0, scores.size())
                .reduce((best, i) ->
                        scores.get(i).logProbability() > scores.get(best).logProbability() ? i : best)
                .orElseThrow();
    }
}
