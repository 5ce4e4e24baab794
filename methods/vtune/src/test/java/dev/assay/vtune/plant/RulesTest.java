package dev.assay.vtune.plant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    @ParameterizedTest
    @CsvSource({
        "3, 4, 128, 1e-6",
        "0, 0, 128, 1e-6",
        "-3, -4, 128, 1e-6",
        "3, 0, 128, 1e-6",
        "3, 1, 0, 1e-6",
        "3, 1, 128, 0",
        "3, 1, 128, 1",
        "3, 1, 128, NaN"
    })
    void rules_that_cannot_be_judged_by_are_refused(int queries, int required, int words, double alpha) {
        assertThatThrownBy(() -> new Rules("exact", queries, required, words, alpha))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2153");
    }

    @Test
    void as_many_hits_as_queries_may_be_required() {
        assertThat(new Rules("anchored", 3, 3, 128, 0.01).required()).isEqualTo(3);
    }
}
