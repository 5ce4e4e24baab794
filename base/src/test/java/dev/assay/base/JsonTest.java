package dev.assay.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Also lends its example of evidence to other tests.
public class JsonTest {
    record Point(int x, double y, String name, Optional<String> note, List<Long> tags, boolean on) {}

    /// A piece of evidence with everything in it.
    public static Evidence evidence() {
        return new Evidence(
                "lm.score",
                "Perplexity",
                "How well does it predict?",
                "Quite well.",
                List.of(
                        Measure.of("perplexity", new Interval(3.5, 3.25, 3.75, 0.95, 200), ""),
                        Measure.of("tokens", 1e6, "token").withNote("counted"),
                        Measure.of("diverged", Double.NaN, ""),
                        Measure.of("unbounded", Double.NEGATIVE_INFINITY, "")),
                List.of(new Table(
                        "t", List.of("a", "b"), List.of(List.of("1", "2"), List.of("\u2028", "\ud83d\ude00")))),
                List.of(new Plot(
                        "loss",
                        Plot.Axis.linear("step"),
                        Plot.Axis.logarithmic("nats"),
                        List.of(new Plot.Series(
                                "train",
                                Plot.Mark.LINE,
                                new double[] {1, 2},
                                new double[] {0.1, Double.POSITIVE_INFINITY},
                                new double[] {0.05, 0.1},
                                new double[] {0.2, Double.NaN})))),
                List.of(new Finding(Finding.Severity.NOT_CHECKED, "no second seed")),
                new Provenance(
                        "2026-01-01T00:00:00Z", -5, Map.of("a.b", "c"), Map.of(), Map.of("java", "21"), Map.of()));
    }

    @Test
    void evidence_reads_back_equal_infinities_included() {
        assertThat(Json.parse(Json.write(evidence()), Evidence.class)).isEqualTo(evidence());
        assertThat(Json.parse(Json.line(evidence()), Evidence.class)).isEqualTo(evidence());
        assertThat(Json.convert(Json.toTree(evidence()), "tree", Evidence.class))
                .isEqualTo(evidence());
    }

    @Test
    void equal_values_give_equal_text_whatever_the_order_of_their_maps() {
        var there = new LinkedHashMap<String, Integer>();
        var back = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < 20; i++) {
            there.put("k" + i, i);
            back.put("k" + (19 - i), 19 - i);
        }
        assertThat(Json.write(there))
                .isEqualTo(Json.write(back))
                .doesNotContain("\r")
                .endsWith("}\n");
        assertThat(Json.line(Map.of("a", List.of(1, 2)))).isEqualTo("{\"a\":[1,2]}");
    }

    @Test
    void an_absent_or_null_optional_is_empty() {
        String start = "{\"x\":1,\"y\":2,\"name\":\"n\",\"tags\":[],\"on\":true";
        assertThat(Json.parse(start + "}", Point.class).note()).isEmpty();
        assertThat(Json.parse(start + ",\"note\":null}", Point.class).note()).isEmpty();
        assertThat(Json.parse(start + ",\"note\":\"hi\"}", Point.class).note()).contains("hi");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x': 1.5                    | ASSAY-4003 | field x",
                "x': 1e0                    | ASSAY-4003 | field x",
                "x': '1'                    | ASSAY-4003 | field x",
                "x': null                   | ASSAY-4003 | field x",
                "x': 3000000000             | ASSAY-4003 | field x",
                "y': '2'                    | ASSAY-4003 | field y",
                "name': 3                   | ASSAY-4003 | field name",
                "name': true                | ASSAY-4003 | field name",
                "name': null                | ASSAY-4003 | field name",
                "on': 1                     | ASSAY-4003 | field on",
                "on': 'true'                | ASSAY-4003 | field on",
                "tags': [1, '2']            | ASSAY-4003 | field tags[1]",
                "nmae': 'x'                 | ASSAY-4003 | write 'name'",
                "x': 1, 'x': 2              | ASSAY-4002 | column",
                "x': 01                     | ASSAY-4002 | column",
                "x': NaN                    | ASSAY-4002 | column",
                "x': 1,                     | ASSAY-4002 | column",
                "x': 1} {                   | ASSAY-4002 | column",
                "x': 1} x                   | ASSAY-4002 | column",
                "x': /* no */ 1             | ASSAY-4002 | column",
            })
    void strictness(String fields, String code, String told) {
        var good = new LinkedHashMap<>(Map.of("x", "1", "y", "2", "name", "'n'", "tags", "[]", "on", "true"));
        String key = fields.substring(0, fields.indexOf('\''));
        good.remove(key);
        var text = new StringBuilder("{");
        good.forEach((name, value) -> text.append("'" + name + "': " + value + ", "));
        String json = (text + "'" + fields + "}").replace('\'', '"');
        var e = catchThrowableOfType(AssayException.class, () -> Json.parse(json, "p.json", Point.class));
        assertThat(e.problems()).hasSize(1);
        assertThat(e.problems().getFirst().code()).isEqualTo(code);
        assertThat(e.problems().getFirst().render()).contains("p.json, line 1").contains(told);
    }

    @Test
    void a_missing_field_is_refused() {
        assertThatThrownBy(() -> Json.parse("{\"x\":1}", Point.class)).isInstanceOf(AssayException.class);
        assertThatThrownBy(() -> Json.parse("null", Point.class)).isInstanceOf(AssayException.class);
        assertThatThrownBy(() -> Json.parse("", Point.class)).isInstanceOf(AssayException.class);
        assertThatThrownBy(() -> Json.tree("")).isInstanceOf(AssayException.class);
        assertThatThrownBy(() -> Json.tree("  \n")).isInstanceOf(AssayException.class);
    }

    @Test
    void what_a_record_refuses_is_told_with_its_own_words() {
        assertThatThrownBy(() -> Json.parse(
                        "{\"estimate\":1,\"low\":2,\"high\":3,\"level\":0.95,\"n\":1}", "i.json", Interval.class))
                .hasMessageContaining("A value is refused: estimate 1.0 lies outside [2.0, 3.0].")
                .hasMessageContaining("i.json, line 1");
    }

    @Test
    void depth_is_bounded() {
        String deep = "[".repeat(300) + "]".repeat(300);
        assertThatThrownBy(() -> Json.tree(deep)).hasMessageContaining("ASSAY-4002");
        assertThat(Json.tree("[".repeat(256) + "]".repeat(256)).isArray()).isTrue();
        assertThatThrownBy(() -> Json.tree("[".repeat(1_000_000))).hasMessageContaining("ASSAY-4002");
    }

    @Test
    void files_are_read_as_utf8_or_refused_at_the_byte(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.json");
        assertThatThrownBy(() -> Json.tree(file)).hasMessageContaining("ASSAY-4001");
        Files.write(file, "\uFEFF{\"a\": \"\u00e9\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(Json.tree(file).get("a").asText()).isEqualTo("\u00e9");
        Files.write(file, new byte[] {'[', '\n', '"', 'a', (byte) 0xc3, '"', ']'});
        assertThatThrownBy(() -> Json.tree(file))
                .hasMessageContaining("ASSAY-4002")
                .hasMessageContaining("line 2, column 3")
                .hasMessageContaining("0xc3");
        Files.write(file, "[1]".getBytes(StandardCharsets.UTF_16));
        assertThatThrownBy(() -> Json.tree(file)).hasMessageContaining("not UTF-8");
        assertThatThrownBy(() -> Json.tree(folder)).hasMessageContaining("ASSAY-4001");
    }

    @Test
    void the_place_of_a_fault_counts_lines() {
        assertThatThrownBy(() -> Json.tree("{\n \"a\": 1,\n \"b\": }", "c.json"))
                .hasMessageContaining("c.json, line 3, column 7");
    }

    @Test
    void a_hundred_thousand_keys_are_read_quickly_and_all() {
        var text = new StringBuilder("{");
        for (int i = 0; i < 100_000; i++) {
            text.append(i == 0 ? "" : ",")
                    .append("\"token")
                    .append(i)
                    .append("\":")
                    .append(i);
        }
        JsonNode tree = Json.tree(text.append('}').toString());
        assertThat(tree.size()).isEqualTo(100_000);
    }

    @Property(tries = 300)
    void any_text_is_a_tree_or_a_problem(@ForAll String text) {
        try {
            Json.tree(text);
        } catch (AssayException e) {
            assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
        }
        try {
            Json.parse("{\"x\":" + text, Point.class);
        } catch (AssayException e) {
            assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
        }
    }

    @Test
    void where_a_text_breaks_off_is_said_once_and_in_our_words() {
        assertThatThrownBy(() -> Json.tree("{\"a\": [1, 2", "data.jsonl, line 4"))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4002")
                .hasMessageContaining("data.jsonl, line 4, column")
                .message()
                .doesNotContain("[Source", "REDACTED");
    }
}
