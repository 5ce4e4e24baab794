package dev.assay.tiny.exam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.model.Answer;
import dev.assay.model.Capability;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.Score;
import dev.assay.model.TextListener;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.TokenScorer;
import dev.assay.tiny.data.Question;
import dev.assay.tiny.data.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExamTest {
    private static final Provenance PROVENANCE =
            new Provenance("2026-01-01T00:00:00Z", 1, Map.of(), Map.of(), Map.of(), Map.of());

    /// A model that prefers one answer whatever it is asked.
    private record Stubborn(String answer, boolean scores) implements LanguageModel {
        @Override
        public String name() {
            return "stubborn";
        }

        @Override
        public Answer generate(Prompt prompt, Sampling sampling, TextListener listener) {
            throw new AssertionError("an exam asks for scores only");
        }

        @Override
        public <C extends Capability> Optional<C> capability(Class<C> type) {
            TokenScorer scorer = (prompt, text) -> new Score(List.of(new TokenLogProbability(
                    text, Optional.empty(), OptionalInt.empty(), text.equals(answer) ? -0.1 : -2.0, List.of())));
            return scores && type == TokenScorer.class ? Optional.of(type.cast(scorer)) : Optional.empty();
        }

        @Override
        public OptionalInt contextTokens() {
            return OptionalInt.empty();
        }

        @Override
        public void close() {}
    }

    private static List<Question> questions(int yes, int no) {
        List<Question> all = new ArrayList<>();
        IntStream.range(0, yes + no)
                .forEach(i -> all.add(
                        new Question(Template.IS_A, "Is it " + i + "?", List.of("Yes", "No"), i < yes ? "Yes" : "No")));
        return all;
    }

    @Test
    void the_answer_is_the_likeliest_choice_and_every_question_is_answered_in_order() {
        AtomicInteger answered = new AtomicInteger();
        ExamResult result = Exam.of(new Stubborn("No", true), questions(50, 20), answered::addAndGet);
        assertThat(answered).hasValue(70);
        assertThat(result.answers()).hasSize(70).containsOnly("No");
        assertThat(result.rightCount()).isEqualTo(20);
        Accuracy accuracy = result.accuracies().getFirst();
        assertThat(accuracy.guessing()).isCloseTo(50 / 70.0, within(1e-12));
        assertThat(accuracy.interval().estimate()).isCloseTo(20 / 70.0, within(1e-12));
        assertThat(accuracy.clearlyAboveGuessing()).isFalse();
    }

    @Test
    void where_every_question_has_its_own_choices_guessing_is_one_of_them_at_random() {
        List<Question> own = IntStream.range(0, 8)
                .mapToObj(i -> new Question(
                        Template.CHOOSE,
                        "Which of these is right? " + i,
                        List.of("a" + i, "b" + i, "c" + i, "d" + i),
                        "b" + i))
                .toList();
        ExamResult result = Exam.of(new Stubborn("No", true), own, n -> {});
        assertThat(result.accuracies().getFirst().guessing()).isEqualTo(0.25);
    }

    @Test
    void of_equally_likely_choices_the_first_is_taken() {
        assertThat(Exam.of(new Stubborn("neither", true), questions(1, 1), n -> {})
                        .answers())
                .containsExactly("Yes", "Yes");
    }

    @Test
    void a_model_that_cannot_score_and_a_question_without_choices_are_refused() {
        assertThatThrownBy(() -> Exam.of(new Stubborn("No", false), questions(1, 1), n -> {}))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2030");
        Question open = new Question(Template.DEFINE, "What is it?", List.of(), "a thing");
        assertThatThrownBy(() -> Exam.of(new Stubborn("No", true), List.of(open), n -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_report_says_plainly_where_a_model_is_no_better_than_the_most_frequent_answer() {
        ExamResult result = Exam.of(new Stubborn("Yes", true), questions(30, 30), n -> {});
        Evidence evidence = new ExamReport("stubborn", result, PROVENANCE).evidence();
        assertThat(evidence.findings()).extracting(Finding::severity).containsOnly(Finding.Severity.ISSUE);
        assertThat(evidence.measures().getFirst().value()).isEqualTo(0.5);
        assertThat(evidence.measures().getFirst().interval()).isPresent();
    }

    @Test
    void a_comparison_pairs_the_questions() {
        List<Question> questions = questions(40, 10);
        ExamResult before = Exam.of(new Stubborn("No", true), questions, n -> {});
        ExamResult after = Exam.of(new Stubborn("Yes", true), questions, n -> {});
        ComparisonReport report = new ComparisonReport(before, after, PROVENANCE);
        assertThat(report.change().estimate()).isCloseTo(0.6, within(1e-12));
        assertThat(report.change().low()).isPositive();
        // Forty changed to right and ten to wrong: the two-sided binomial tail of 10 of 50.
        assertThat(report.significance().pValue()).isCloseTo(2.386e-5, within(1e-8));
        assertThat(report.evidence().summary()).startsWith("It does.").contains("20.0 % to 80.0 %");
        assertThatThrownBy(() -> new ComparisonReport(
                        before, Exam.of(new Stubborn("No", true), questions(1, 1), n -> {}), PROVENANCE))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
