package dev.assay.tiny.exam;

import dev.assay.tiny.data.Question;
import dev.assay.tiny.data.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The answers a model gave to questions.
///
/// @param questions what was asked
/// @param answers   the choice the model took for each
public record ExamResult(List<Question> questions, List<String> answers) {
    /// @throws IllegalArgumentException unless there is one answer to each question
    public ExamResult {
        questions = List.copyOf(questions);
        answers = List.copyOf(answers);
        if (questions.size() != answers.size()) {
            throw new IllegalArgumentException(answers.size() + " answers to " + questions.size() + " questions");
        }
    }

    /// Whether each answer is right.
    public boolean[] right() {
        boolean[] right = new boolean[questions.size()];
        IntStream.range(0, right.length)
                .forEach(i -> right[i] = questions.get(i).answer().equals(answers.get(i)));
        return right;
    }

    /// How many answers are right.
    public int rightCount() {
        return (int) IntStream.range(0, questions.size())
                .filter(i -> questions.get(i).answer().equals(answers.get(i)))
                .count();
    }

    /// The questions of one template, with their answers.
    public ExamResult of(Template template) {
        List<Question> asked = new ArrayList<>();
        List<String> given = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            if (questions.get(i).template() == template) {
                asked.add(questions.get(i));
                given.add(answers.get(i));
            }
        }
        return new ExamResult(asked, given);
    }

    /// The accuracy on each template that was asked about, in the templates' order.
    public List<Accuracy> accuracies() {
        return List.of(Template.values()).stream()
                .map(template -> Accuracy.of(template, of(template)))
                .filter(accuracy -> accuracy.asked() > 0)
                .toList();
    }
}
