package dev.assay.livebench.fresh.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.tables.frame.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableReformatMakerTest {
    private static final int SEEDS = 80;
    private static final Pattern FORMATS = Pattern.compile("\nSource Format: (\\w+)\nTarget Format: (\\w+)\n");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Drawn DRAWN = new Drawn(new TableReformatMaker(List.of()), SEEDS);

    private static Matcher formats(Draft draft) {
        Matcher matcher = FORMATS.matcher(draft.prompt());
        assertThat(matcher.find()).isTrue();
        return matcher;
    }

    private static String input(Draft draft) {
        return draft.prompt().substring(draft.prompt().indexOf("Input Table:\n") + "Input Table:\n".length());
    }

    private static Frame given(Draft draft) {
        return format(formats(draft).group(1)).read(input(draft));
    }

    private static Frame asked(Draft draft) {
        return format(formats(draft).group(2)).read(draft.truth().orElseThrow().textValue());
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void the_right_answer_gets_full_marks_and_a_table_without_its_last_row_none(Difficulty difficulty) {
        DRAWN.assertRight(difficulty);
        for (Draft draft : DRAWN.at(difficulty)) {
            TableFormat to = format(formats(draft).group(2));
            Frame truth = asked(draft);
            String shorter = withoutLastRow(draft.truth().orElseThrow().textValue(), to);
            assertThat(to.read(shorter).rows()).isEqualTo(truth.rows() - 1);
            assertThat(DRAWN.asked(draft).reference("<solution>" + shorter + "</solution>"))
                    .isZero();
        }
    }

    private static TableFormat format(String title) {
        return List.of(TableFormat.values()).stream()
                .filter(format -> format.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private static String withoutLastRow(String text, TableFormat format) {
        return switch (format) {
            case CSV, TSV, MARKDOWN, JSONL -> text.substring(0, text.lastIndexOf('\n'));
            case JSON -> text.substring(0, text.lastIndexOf(",{")) + "]";
            case HTML ->
                text.substring(0, text.lastIndexOf("<tr>"))
                        + text.substring(text.lastIndexOf("</tr>") + "</tr>".length());
        };
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void the_input_and_the_truth_hold_the_same_table(Difficulty difficulty) {
        for (Draft draft : DRAWN.at(difficulty)) {
            assertThat(given(draft).isSame(asked(draft))).as(draft.prompt()).isTrue();
            assertThat(given(draft).rows()).isGreaterThanOrEqualTo(5);
            assertThat(given(draft).names()).hasSizeGreaterThanOrEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void plain_parsers_find_the_same_texts_in_the_input_and_the_truth(Difficulty difficulty) {
        for (Draft draft : DRAWN.at(difficulty)) {
            Matcher formats = formats(draft);
            assertThat(cells(input(draft), format(formats.group(1))))
                    .as(draft.prompt())
                    .isEqualTo(cells(draft.truth().orElseThrow().textValue(), format(formats.group(2))));
        }
    }

    /// The names and the rows as texts, by other parsers than the grader's.
    private static List<List<String>> cells(String text, TableFormat format) {
        List<List<String>> cells = switch (format) {
            case CSV -> split(text.lines(), ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
            case TSV -> split(text.lines(), "\t");
            case MARKDOWN ->
                split(text.lines().map(line -> line.substring(1, line.length() - 1)), "\\|").stream()
                        .filter(row -> !row.getFirst().startsWith("---"))
                        .toList();
            case HTML ->
                Jsoup.parse(text).select("tr").stream()
                        .map(row ->
                                row.select("td, th").stream().map(Element::text).toList())
                        .toList();
            case JSON -> objects(Json.tree(text));
            case JSONL -> objects(Json.tree("[" + text.strip().replace("\n", ",") + "]"));
        };
        return cells.stream()
                .map(row -> row.stream()
                        .map(value ->
                                NUMBER.matcher(value).matches() ? String.valueOf(Double.parseDouble(value)) : value)
                        .toList())
                .toList();
    }

    private static List<List<String>> split(Stream<String> lines, String separator) {
        return lines.map(line -> Arrays.stream(line.split(separator, -1))
                        .map(String::strip)
                        .map(value -> value.startsWith("\"")
                                ? value.substring(1, value.length() - 1).replace("\"\"", "\"")
                                : value)
                        .toList())
                .toList();
    }

    private static List<List<String>> objects(JsonNode list) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(list.get(0).properties().stream().map(Map.Entry::getKey).toList());
        list.forEach(row -> rows.add(row.properties().stream()
                .map(Map.Entry::getValue)
                .map(value -> value.isNull() ? "" : value.asText())
                .toList()));
        return rows;
    }

    @Test
    void all_thirty_pairs_of_formats_are_asked_for() {
        assertThat(new Drawn(new TableReformatMaker(List.of()), 400)
                        .at(Difficulty.EASY).stream()
                                .map(draft -> formats(draft).group())
                                .distinct())
                .hasSize(30);
    }

    @Test
    void the_same_seeds_give_the_same_questions() {
        DRAWN.assertDrawnAgain(new TableReformatMaker(List.of()));
    }

    @Test
    void harder_tables_have_more_values() {
        DRAWN.assertGrows(draft -> {
            Frame frame = given(draft);
            return frame.rows() * frame.names().size();
        });
    }

    @Test
    void hard_tables_also_lack_values_and_have_commas_within_them() {
        List<Draft> drafts = DRAWN.at(Difficulty.HARD);
        assertThat(drafts).anyMatch(draft -> input(draft).contains("null"));
        assertThat(drafts)
                .anyMatch(draft -> format(formats(draft).group(2)) == TableFormat.CSV
                        && draft.right().contains("\""));
    }

    @Test
    void a_value_that_a_format_cannot_hold_is_left_out() {
        SourceTable table = new SourceTable(
                "t",
                List.of("plain", "pipe", "missing", "truth", "created_at", "hole", "number", "code", "quote", "lead"),
                List.of(
                        List.of("a", "b|c", "NA", "true", "2024-01-05", "x", "1.50", "007", "say \"hi\"", "<5"),
                        List.of("d", "e", "f", "false", "2024-01-06", "", "", "012", "a, b", "R&D")));
        assertThat(kept(table, TableFormat.CSV, TableFormat.TSV))
                .containsExactly(
                        "plain", "pipe", "missing", "truth", "created_at", "hole", "number", "code", "quote", "lead");
        assertThat(kept(table, TableFormat.CSV, TableFormat.JSON))
                .containsExactly("plain", "pipe", "number", "code", "quote", "lead");
        assertThat(kept(table, TableFormat.JSONL, TableFormat.MARKDOWN))
                .containsExactly("plain", "number", "code", "quote", "lead");
        assertThat(kept(table, TableFormat.TSV, TableFormat.HTML)).contains("pipe", "quote", "lead", "hole");
    }

    @Test
    void a_text_that_the_grader_would_take_for_a_sign_of_html_is_not_asked_for_in_html() {
        SourceTable table = new SourceTable(
                "t",
                List.of("plain", "entity", "number", "half"),
                List.of(List.of("R&D", "a &lt; b", "AT&#39;T", "&copy 2"), List.of("AT&T", "c", "d", "e")));
        assertThat(kept(table, TableFormat.CSV, TableFormat.HTML)).containsExactly("plain");
        assertThat(kept(table, TableFormat.CSV, TableFormat.TSV)).hasSize(4);
    }

    @Test
    void names_that_the_grader_would_take_for_a_phrase_before_the_table_are_not_asked_for() {
        SourceTable table = new SourceTable(
                "t", List.of("Input", "Output table:", "n"), List.of(List.of("a", "b", "1"), List.of("c", "d", "2")));
        assertThat(kept(table, TableFormat.JSON, TableFormat.CSV)).containsExactly("Input", "n");
    }

    @Test
    void a_table_whose_last_line_would_be_stripped_is_not_asked_for() {
        SourceTable table =
                new SourceTable("t", List.of("a", "b", "c"), List.of(List.of("1", "x", "y"), List.of("", "", "")));
        assertThat(new ReformatCheck(TableFormat.HTML, TableFormat.TSV).isSame(table))
                .isFalse();
    }

    private static List<String> kept(SourceTable table, TableFormat from, TableFormat to) {
        ReformatCheck check = new ReformatCheck(from, to);
        return IntStream.range(0, table.header().size())
                .filter(place -> check.canHold(table, place))
                .mapToObj(table.header()::get)
                .toList();
    }

    @Test
    void a_table_with_too_few_rows_gives_no_question() {
        SourceTable small = new SourceTable("t", List.of("a", "b", "c"), List.of(List.of("1", "2", "3")));
        assertThat(new TableReformatMaker(List.of(small)).draw(new SplittableRandom(1), Difficulty.EASY))
                .isEmpty();
    }
}
