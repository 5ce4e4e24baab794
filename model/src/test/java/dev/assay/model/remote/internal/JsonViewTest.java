package dev.assay.model.remote.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonViewTest {
    @Test
    void what_is_not_there_is_a_view_of_nothing() throws NotJson {
        var view = JsonView.parse("{\"a\": [1, {\"b\": null}], \"t\": \"x\"}");
        assertThat(view.at("a").at(0).integer()).hasValue(1);
        assertThat(view.at("a").at(1).at("b").present()).isFalse();
        assertThat(view.at("z").at(7).at("q").text()).isEmpty();
        assertThat(view.at("t").number()).isEmpty();
        assertThat(view.at("t").items()).isEmpty();
        assertThat(view.fields()).extracting(Map.Entry::getKey).containsExactly("a", "t");
    }

    @Test
    void numbers_that_do_not_fit_are_nothing() throws NotJson {
        var view = JsonView.parse("[1e999, -1e999, 3000000000, 1.5, 2]");
        assertThat(view.at(0).number()).isEmpty();
        assertThat(view.at(1).number()).isEmpty();
        assertThat(view.at(2).integer()).isEmpty();
        assertThat(view.at(3).integer()).isEmpty();
        assertThat(view.at(4).integer()).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "[1,]", "{\"a\":NaN}", "{} {}", "{}x", "'a'", "<html>", "\u0000"})
    void what_is_not_json_is_refused(String text) {
        assertThatExceptionOfType(NotJson.class).isThrownBy(() -> JsonView.parse(text));
    }

    @Test
    void deep_nesting_is_refused_and_not_followed() {
        assertThatExceptionOfType(NotJson.class).isThrownBy(() -> JsonView.parse("[".repeat(1_000_000)));
    }

    @Test
    void writing_keeps_order_and_escapes() {
        assertThat(JsonView.write(List.of("a\n\"", 1.5, true, Map.of("k", List.of()))))
                .isEqualTo("[\"a\\n\\\"\",1.5,true,{\"k\":[]}]");
    }
}
