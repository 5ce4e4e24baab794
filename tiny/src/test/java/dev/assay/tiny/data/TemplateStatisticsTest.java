package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateStatisticsTest {
    @Test
    void the_most_frequent_answer_is_counted_for_each_split() {
        List<TemplateStatistics> statistics = TemplateStatistics.of(List.of(
                row("Yes", Split.TRAIN), row("No", Split.TRAIN), row("Yes", Split.TRAIN), row("No", Split.TEST)));

        assertThat(statistics)
                .containsExactly(
                        new TemplateStatistics(Template.IS_A, Split.TRAIN, 3, 2, "Yes", 2),
                        new TemplateStatistics(Template.IS_A, Split.TEST, 1, 1, "No", 1));
        assertThat(statistics.getFirst().majorityBaseline()).isEqualTo(2.0 / 3);
    }

    @Test
    void of_equals_the_first_in_the_alphabet_is_named() {
        assertThat(TemplateStatistics.of(List.of(row("Yes", Split.TEST), row("No", Split.TEST))))
                .extracting(TemplateStatistics::majorityAnswer)
                .containsExactly("No");
    }

    private static Instruction row(String answer, Split split) {
        return new Instruction(Question.of(Template.IS_A, "Is it?", answer), List.of(), "00000001-n", split);
    }
}
