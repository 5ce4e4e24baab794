package dev.assay.livebench.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseTest {
    private static Question question(String came, String removed) {
        return new Question(
                "q",
                "any",
                "any",
                Optional.empty(),
                List.of("?"),
                Optional.of(came).filter(day -> !day.isEmpty()),
                Optional.of(removed).filter(day -> !day.isEmpty()),
                (ObjectNode) Json.tree("{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-24, '', 2024-06-24, true",
        "2024-06-24, '', 2025-05-30, true",
        "2024-11-25, '', 2024-08-31, false",
        "2024-06-24, 2024-11-25, 2024-08-31, true",
        "2024-06-24, 2024-11-25, 2024-11-25, false",
        "2024-06-25, '', 2024-08-31, false",
        "'', '', 2024-08-31, false"
    })
    void a_question_is_of_a_release_from_when_it_came_until_it_was_removed(
            String came, String removed, String release, boolean taken) {
        assertThat(new Release(Optional.of(release), Optional.empty()).has(question(came, removed)))
                .isEqualTo(taken);
    }

    @Test
    void a_day_bounds_what_came_before_it() {
        Release since = new Release(Optional.empty(), Optional.of("2024-09-01"));
        assertThat(since.has(question("2024-11-25", ""))).isTrue();
        assertThat(since.has(question("2024-08-31", ""))).isFalse();
        assertThat(since.has(question("", ""))).isFalse();
        assertThat(Release.all().has(question("", ""))).isTrue();
    }

    @Test
    void what_is_no_release_and_no_day_is_refused() {
        assertThatThrownBy(() -> new Release(Optional.of("2024-12-01"), Optional.empty()))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("2024-11-25");
        assertThatThrownBy(() -> new Release(Optional.empty(), Optional.of("May")))
                .isInstanceOf(AssayException.class);
    }
}
