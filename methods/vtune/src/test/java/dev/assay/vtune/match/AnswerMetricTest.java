package dev.assay.vtune.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerMetricTest {
    @ParameterizedTest
    @CsvSource({
        "the west wing, The west wing., 1, 1",
        "the west wing, the east wing, 0, 0.6666666667",
        "west, west and more, 0, 0.5",
        "west west, west, 0, 0.6666666667",
        "west, '', 0, 0",
        "west, east, 0, 0"
    })
    void answers_are_compared_word_by_word(String expected, String given, double exact, double f1) {
        assertThat(AnswerMetric.EXACT.score(expected, given)).isEqualTo(exact);
        assertThat(AnswerMetric.F1.score(expected, given)).isCloseTo(f1, within(1e-9));
    }

    @Test
    void a_metric_is_named_as_it_is_spelled() {
        for (AnswerMetric metric : AnswerMetric.values()) {
            assertThat(AnswerMetric.parse(metric.word())).isEqualTo(metric);
        }
        assertThatThrownBy(() -> AnswerMetric.parse("bleu"))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2153");
    }
}
