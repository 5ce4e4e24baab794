package dev.assay.livebench.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final Asked TYPE = Asked.of("cta", "Postal Code");
    private static final Asked JOIN = Asked.of("tablejoin", "{'a': 'x', 'b': 'y', 'c': 'z'}");
    private static final Asked EVENTS = Asked.of(
            "consecutive_events",
            List.of(
                    Map.of("user_id", 1, "max_consecutive_growth_months", 3),
                    Map.of("user_id", 2, "max_consecutive_growth_months", 5)),
            "2026-01-08",
            "?");

    @Test
    void a_class_counts_in_any_case_and_punctuation() {
        assertThat(TYPE.reference("postal code.")).isEqualTo(1);
        assertThat(TYPE.reference("$\\boxed{\\text{Postal Code}}$")).isEqualTo(1);
        assertThat(TYPE.reference("City")).isZero();
        assertThat(TYPE.fails("\\boxed{Postal")).isTrue();
    }

    @Test
    void only_the_official_grader_takes_not_id_for_id() {
        Asked id = Asked.of("cta", "id");
        assertThat(id.reference("not_id")).isEqualTo(1);
        assertThat(id.strict("not_id")).isZero();
        assertThat(id.strict("**id**")).isEqualTo(1);
        assertThat(id.strict("The class is: id")).isEqualTo(1);
    }

    @Test
    void a_dictionary_is_graded_by_f1() {
        assertThat(JOIN.reference("{'a': 'x', 'b': 'y', 'c': 'z'}")).isEqualTo(1);
        assertThat(JOIN.reference("{'a': 'x', 'b': 'y'}")).isEqualTo(0.8);
        assertThat(JOIN.reference("{'a': 'x', 'b': 'z', 'd': 'w'}")).isEqualTo(0.33);
        assertThat(JOIN.reference("{'a': 'x', 'b': None, 'c': 'z'}")).isEqualTo(0.8);
        assertThat(JOIN.reference("nothing")).isZero();
    }

    @Test
    void a_dictionary_is_found_in_tags_fences_and_boxes() {
        String right = "{\"a\": \"x\",\n \"b\": \"y\", \"c\": \"z\", \"d\": null}";
        assertThat(JOIN.reference("<solution>\n{'a': 'x', 'b': 'y', 'c': 'z'}</solution>"))
                .isEqualTo(1);
        assertThat(JOIN.reference("So\n```python\n" + right + "\n```")).isEqualTo(1);
        assertThat(JOIN.reference("So\n```json\n" + right + "\n```\nand\n```\n{}\n```"))
                .isEqualTo(1);
        assertThat(JOIN.reference("\\boxed{\\{\\text{'a'}: \\text{'x'}, \\text{'b'}: \\text{'y'}\\}}"))
                .isEqualTo(0.8);
    }

    @Test
    void users_are_graded_by_the_jaccard_index() {
        assertThat(EVENTS.reference("<solution>[{\"user_id\": 1, \"max_consecutive_growth_months\": 3},"
                        + " {\"user_id\": 2.0, \"max_consecutive_growth_months\": 5.0}]</solution>"))
                .isEqualTo(1);
        assertThat(EVENTS.reference("<solution>[{\"user_id\": 1, \"max_consecutive_growth_months\": 3},"
                        + " {\"user_id\": 2, \"max_consecutive_growth_months\": 4}]</solution>"))
                .isEqualTo(0.3333);
        assertThat(EVENTS.reference("<solution>[]</solution>")).isZero();
        assertThat(EVENTS.reference("<solution>[{\"user_id\": \"1\"}]</solution>"))
                .isZero();
        assertThat(EVENTS.reference("<solution>no</solution>")).isZero();
        assertThat(EVENTS.fails("<solution>7</solution>")).isTrue();
        assertThat(Asked.of("consecutive_events", "[]").reference("<solution>[]</solution>"))
                .isEqualTo(1);
    }
}
