package dev.assay.tiny.exam;

import dev.assay.base.Interval;
import dev.assay.stats.Intervals;
import dev.assay.tiny.data.Question;
import dev.assay.tiny.data.Template;
import java.util.Collections;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How often a model was right on the questions of one template.
///
/// @param template the kind of question
/// @param right    answers that are right
/// @param asked    questions
/// @param guessing what guessing reaches: always the most frequent right answer, or, if that is better, any of
///     a question's choices at random
public record Accuracy(Template template, int right, int asked, double guessing) {
    private static final double LEVEL = 0.95;

    static Accuracy of(Template template, ExamResult result) {
        Map<String, Long> counts = result.questions().stream()
                .map(Question::answer)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        double most = counts.isEmpty() ? 0 : Collections.max(counts.values());
        int asked = result.questions().size();
        double any = result.questions().stream()
                .mapToDouble(question -> 1.0 / question.choices().size())
                .sum();
        return new Accuracy(template, result.rightCount(), asked, asked == 0 ? 0 : Math.max(most, any) / asked);
    }

    /// The share of right answers, from 0 to 1, with its 95 % interval (Wilson).
    public Interval interval() {
        return Intervals.wilson(right, asked, LEVEL);
    }

    /// Whether the whole interval lies above guessing.
    public boolean clearlyAboveGuessing() {
        return interval().low() > guessing;
    }
}
