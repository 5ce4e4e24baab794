package dev.assay.livebench.release;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.judging.Graders;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BundledQuestionsTest {
    private final List<Question> questions = BundledQuestions.all();

    @Test
    void there_are_at_least_twenty_of_each_kind_that_can_be_made() {
        Map<String, Long> counts =
                questions.stream().collect(Collectors.groupingBy(Question::kind, Collectors.counting()));
        Makers.of(Material.bundled())
                .forEach(maker -> assertThat(counts.getOrDefault(maker.kind().name(), 0L))
                        .as(maker.kind().name())
                        .isGreaterThanOrEqualTo(20));
    }

    @Test
    void each_has_a_grader_and_stands_once() {
        Graders graders = new Graders(Sandbox.none());
        assertThat(questions)
                .allSatisfy(question -> assertThat(graders.of(question)).isPresent());
        assertThat(questions.stream().map(Question::turns)).doesNotHaveDuplicates();
    }
}
