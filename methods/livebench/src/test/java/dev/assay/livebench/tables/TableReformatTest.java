package dev.assay.livebench.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.Asked;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What counts as the same table was tried against pandas 2.3.
class TableReformatTest {
    private static final String CSV = "id,name,price\n1,a b,2.50\n2,c,\n";

    private static Asked first(String format, String truth) {
        return Asked.of(
                "tablereformat",
                truth,
                "2024-06-24",
                "Please convert the Input Table from XML format to " + format + " format. Input");
    }

    private static Asked second(String format, String truth) {
        return Asked.of(
                "tablereformat",
                truth,
                "2025-04-25",
                "Do it.\nSource Format: XML\nTarget Format: " + format + "\nInput");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "the same ~ ^id,name,price\n1,a b,2.50\n2,c,\n^ ~ 1",
                "other columns' order ~ ^name,price,id\na b,2.5,1\nc,,2^ ~ 1",
                "another rows' order ~ ^id,name,price\n2,c,\n1,a b,2.5^ ~ 0",
                "a row too few ~ ^id,name,price\n1,a b,2.5^ ~ 0",
                "another value ~ ^id,name,price\n1,a b,2.51\n2,c,^ ~ 0",
                "another name ~ ^id,names,price\n1,a b,2.5\n2,c,^ ~ 0",
                "in a fence ~ ^```csv\nid,name,price\n1,a b,2.5\n2,c,\n```^ ~ 1",
                "in tags ~ ^<solution>\nid,name,price\n1,a b,2.5\n2,c,\n</solution>^ ~ 1",
                "after a phrase ~ ^Here is the table in CSV format:\nid,name,price\n1,a b,2.5\n2,c,^ ~ 1",
                "before a remark ~ ^id,name,price\n1,a b,2.5\n2,c,\n\nI hope, dear, all of it, is right.^ ~ 1",
                "within a text ~ ^Sure!\nid,name,price\n1,a b,2.5\n2,c,^ ~ 1",
                "nothing ~ ^I cannot.^ ~ 0",
            })
    void a_table_in_csv(String what, String answer, double score) {
        assertThat(first("CSV", CSV).reference(answer)).as(what).isEqualTo(score);
        assertThat(second("CSV", CSV).reference(answer)).as(what).isEqualTo(score);
    }

    @Example
    void json_is_read_by_row_and_as_a_list() {
        Asked json = first("JSON", "{\"7\":{\"a\":1,\"b\":\"x\"},\"9\":{\"a\":2,\"b\":\"y\"}}");
        assertThat(json.reference("[{\"b\":\"x\",\"a\":\"1\"},{\"b\":\"y\",\"a\":\"2\"}]"))
                .isEqualTo(1);
        assertThat(json.reference("```json\n{\"0\":{\"a\":1,\"b\":\"x\"},\"1\":{\"a\":2,\"b\":\"y\"}}\n```"))
                .isEqualTo(1);
        assertThat(json.reference("{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}"))
                .isEqualTo(1);
        assertThat(second("JSON", "[{\"a\":1}]").reference("{\"a\":1}\n")).isZero();
    }

    @Example
    void json_lines_may_stand_within_a_text() {
        Asked lines = first("JSONL", "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n");
        assertThat(lines.reference("Sure:\n{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\nDone."))
                .isEqualTo(1);
        assertThat(lines.reference("{\"a\":1,\"b\":\"x\"}")).isZero();
    }

    @Example
    void times_are_compared_as_times_and_none_equals_none() {
        Asked times = first("JSONL", "{\"created_at\":\"2020-01-02\"}");
        assertThat(times.reference("{\"created_at\":\"2020-01-02 00:00:00\"}")).isEqualTo(1);
        assertThat(first("JSONL", "{\"created_at\":null}").reference("{\"created_at\":null}"))
                .isZero();
    }

    @Example
    void html_may_have_a_head_or_a_first_row_of_headings() {
        Asked html = first(
                "HTML",
                "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>x</td></tr></table>");
        assertThat(html.reference("<p>Here</p><table><tr><th>b</th><th>a</th></tr><tr><td> x </td><td>1.0</td></tr>"))
                .isEqualTo(1);
        assertThat(html.reference("<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>x</td></tr></table>"))
                .isZero();
    }

    @Example
    void markdown_is_read_in_two_ways() {
        String table = "| a | b | c |\n|:--|--:|---|\n| 1 | x | 2 |\n| 3 | y | 4 |";
        assertThat(first("Markdown", table).reference("|a|b|c|\n|:--|--:|---|\n|9|x|2|\n|9|y|4|"))
                .isEqualTo(1);
        assertThat(second("Markdown", table).reference("|a|b|c|\n|---|---|---|\n|1|x|2.0|\n|3|y|4|"))
                .isEqualTo(1);
        assertThat(second("Markdown", table).reference("|a|b|c|\n|---|---|---|\n|9|x|2|\n|3|y|4|"))
                .isZero();
    }

    @Property
    void no_text_makes_a_reader_fail(@ForAll String text) {
        for (String format : new String[] {"CSV", "TSV", "JSON", "JSONL", "HTML", "Markdown"}) {
            String truth = switch (format) {
                case "JSON", "JSONL" -> "{\"a\":1}";
                case "HTML" -> "<table><tr><th>a</th></tr><tr><td>1</td></tr></table>";
                case "Markdown" -> "|a|b|\n|-|-|\n|1|2|";
                default -> "a,b\n1,2";
            };
            if (!format.equals("JSON")) {
                assertThat(first(format, truth).reference(text)).isBetween(0.0, 1.0);
            }
        }
    }
}
