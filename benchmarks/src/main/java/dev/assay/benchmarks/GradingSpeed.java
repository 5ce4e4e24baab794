package dev.assay.benchmarks;

import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.answer.ModelAnswers;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.Judging;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.question.Questions;
import dev.assay.livebench.sandbox.Sandbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How many answers a second are graded, task by task and all together. Arguments: a file of questions,
/// one of answers, seconds for each (default 5).
public final class GradingSpeed {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private GradingSpeed() {}

    /// A question and an answer to it.
    record Pair(Question question, ModelAnswer answer) {}

    /// Runs the measurement.
    public static void main(String[] arguments) {
        List<Question> questions = Questions.read(Path.of(arguments[0]));
        List<ModelAnswer> answers = ModelAnswers.read(Path.of(arguments[1]));
        double seconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 5;
        Set<String> answered = answers.stream().map(ModelAnswer::questionId).collect(Collectors.toSet());
        List<Question> asked =
                questions.stream().filter(each -> answered.contains(each.id())).toList();
        measure(asked, answers, seconds);
        System.out.printf(
                Locale.ROOT,
                "all %d: %.0f answers/s on %d threads%n",
                asked.size(),
                measure(asked, answers, seconds),
                THREADS);
        Map<String, List<Question>> tasks = asked.stream()
                .collect(Collectors.groupingBy(Question::task, TreeMap::new, Collectors.toCollection(ArrayList::new)));
        tasks.forEach((task, some) ->
                System.out.printf(Locale.ROOT, "%-24s %.0f answers/s%n", task, measure(some, answers, seconds / 2)));
    }

    private static double measure(List<Question> questions, List<ModelAnswer> answers, double seconds) {
        Map<String, Question> asked = questions.stream().collect(Collectors.toMap(Question::id, each -> each));
        return timed(
                        answers.stream()
                                .filter(answer -> asked.containsKey(answer.questionId()))
                                .map(answer -> new Pair(Objects.requireNonNull(asked.get(answer.questionId())), answer))
                                .toList(),
                        seconds)
                .perSecond();
    }

    /// How many answers were graded in how many seconds.
    record Speed(long answers, double seconds) {
        double perSecond() {
            return answers / seconds;
        }
    }

    /// Grades answers again and again for a while.
    static Speed timed(List<Pair> pairs, double seconds) {
        Judging judging = new Judging(Mode.REFERENCE, Sandbox.none());
        long graded = 0;
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < seconds * 1e9) {
            graded += pairs.parallelStream()
                    .map(pair -> judging.grade(pair.question(), pair.answer()))
                    .filter(Objects::nonNull)
                    .count();
        }
        return new Speed(graded, (System.nanoTime() - begun) / 1e9);
    }
}
