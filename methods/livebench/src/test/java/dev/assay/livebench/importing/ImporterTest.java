package dev.assay.livebench.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.livebench.answer.ModelAnswers;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.question.Questions;
import dev.assay.livebench.score.Judgments;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
    private static final String QUESTION = """
            {"question_id":"q1","category":"math","task":"a","turns":["?"],"livebench_release_date":"2024-11-25T00:00:00"}""";

    @TempDir
    Path folder;

    private Path target = Path.of("");

    @BeforeEach
    void name_the_target() {
        target = folder.resolve("question.jsonl");
    }

    /// Writes what a query gives as a Parquet file.
    private Path parquet(String name, String query) throws SQLException {
        Path file = folder.resolve(name);
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
                Statement statement = connection.createStatement()) {
            statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
        }
        return file;
    }

    private List<JsonNode> lines() {
        return JsonLines.readAll(target).stream().map(JsonLines.Line::node).toList();
    }

    private void refused(Path source, String... parts) {
        assertThatThrownBy(() -> Importer.run(source, target))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4206")
                .hasMessageContainingAll(parts);
        assertThat(target).doesNotExist();
    }

    @Test
    void questions_of_the_official_hub_come_out_as_question_jsonl() throws SQLException {
        Path source = parquet("test-00000-of-00001.parquet", """
                SELECT 'a' || i AS question_id, 'instruction_following' AS category,
                    ['Say ' || i || '. Née?', 'And now?'] AS turns, 'paraphrase' AS task, NULL::VARCHAR AS ground_truth,
                    TIMESTAMP_S '2024-11-25 00:00:00' AS livebench_release_date, '' AS livebench_removal_date,
                    ['length_constraints:number_words', 'startend:quotation'] AS instruction_id_list,
                    [{'num_words': i, 'relation': 'at least', 'keywords': ['x', 'y'], 'first_word': NULL::VARCHAR},
                     {'num_words': NULL, 'relation': NULL, 'keywords': NULL, 'first_word': NULL}] AS kwargs,
                    i AS __index_level_0__
                FROM range(3) t(i)""");
        assertThat(Importer.run(source, target)).isEqualTo(new Imported(Layout.QUESTIONS, 3));
        List<Question> questions = Questions.read(target);
        assertThat(questions).extracting(Question::id).containsExactly("a0", "a1", "a2");
        Question last = questions.getLast();
        assertThat(last.turns()).containsExactly("Say 2. Née?", "And now?");
        assertThat(last.release()).contains("2024-11-25");
        assertThat(last.removal()).isEmpty();
        assertThat(last.truth()).isEmpty();
        assertThat(last.all().path("kwargs")).isEqualTo(Json.tree("""
                [{"num_words":2,"relation":"at least","keywords":["x","y"],"first_word":null},
                 {"num_words":null,"relation":null,"keywords":null,"first_word":null}]"""));
        assertThat(last.all().fieldNames())
                .toIterable()
                .containsExactly(
                        "question_id",
                        "category",
                        "turns",
                        "task",
                        "ground_truth",
                        "livebench_release_date",
                        "livebench_removal_date",
                        "instruction_id_list",
                        "kwargs");
    }

    @Test
    void every_kind_of_value_has_its_json() throws SQLException {
        Path source = parquet("q.parquet", """
                SELECT 'q' AS question_id, 'c' AS category, 't' AS task, ['?'] AS turns,
                    DATE '2020-02-29' AS day, TIMESTAMP '2020-01-01 23:59:59' AS stamp,
                    TIMESTAMP_NS '2020-01-01 10:00:00' AS nano, TIMESTAMPTZ '2020-01-01 23:00:00-05' AS zoned,
                    {'contest_date': TIMESTAMP '2024-05-01', 'n': {'x': [1, NULL]}} AS original,
                    MAP {'z': 1, 'a': NULL} AS map, 1.50::DECIMAL(5, 2) AS price, 0.1::FLOAT AS single, 2.5::DOUBLE AS wide,
                    'NaN'::DOUBLE AS missing, 18446744073709551615::UBIGINT AS big, 7::UTINYINT AS tiny, true AS yes,
                    '{"k": [1]}'::JSON AS json, 'é'::BLOB AS bytes, [[1], []] AS nested""".replace("'é'::BLOB", "'\\xC3\\xA9'::BLOB"));
        Importer.run(source, target);
        assertThat(lines()).containsExactly(Json.tree("""
                {"question_id":"q","category":"c","task":"t","turns":["?"],
                 "day":"2020-02-29","stamp":"2020-01-01","nano":"2020-01-01","zoned":"2020-01-02",
                 "original":{"contest_date":"2024-05-01","n":{"x":[1,null]}},
                 "map":{"z":1,"a":null},"price":1.50,"single":0.1,"wide":2.5,
                 "missing":null,"big":18446744073709551615,"tiny":7,"yes":true,
                 "json":{"k":[1]},"bytes":"é","nested":[[1],[]]}"""));
    }

    @Test
    void answers_and_judgments_are_told_by_their_columns() throws SQLException {
        Path answers = parquet("a.parquet", """
                SELECT 'q1' AS question_id, 'x' AS answer_id, 'm' AS model_id,
                    [{'index': 0, 'turns': ['four']}] AS choices, 1.5::DOUBLE AS tstamp""");
        assertThat(Importer.run(answers, target).layout()).isEqualTo(Layout.ANSWERS);
        assertThat(ModelAnswers.read(target).getFirst().turns()).containsExactly("four");
        Path judgments = parquet("j.parquet", """
                SELECT 'q1' AS question_id, 'a' AS task, 'm' AS model, 0.5::DOUBLE AS score, 'math' AS category""");
        assertThat(Importer.run(judgments, target).layout()).isEqualTo(Layout.JUDGMENTS);
        assertThat(Judgments.read(List.of(target)).getFirst().score()).isEqualTo(0.5);
    }

    @Test
    void many_rows_in_many_groups_keep_their_order() throws SQLException {
        Path source = parquet("many.parquet", """
                SELECT 'q' || i AS question_id, 'c' AS category, 't' AS task, [repeat('word ', 50)] AS turns
                FROM range(30000) t(i)""");
        assertThat(Importer.run(source, target).rows()).isEqualTo(30_000);
        List<JsonNode> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).path("question_id").asText()).isEqualTo("q" + i);
        }
    }

    @Test
    void a_name_with_signs_of_partitions_and_of_sql_is_only_a_name_and_patterns_are_refused()
            throws SQLException, IOException {
        Path plain = parquet("plain.parquet", """
                SELECT 'q' AS question_id, 'c' AS category, 't' AS task, ['?'] AS turns""");
        Path odd = Files.createDirectories(folder.resolve("day=2024 it's")).resolve("q';--.parquet");
        Files.move(plain, odd);
        assertThat(Importer.run(odd, target).rows()).isEqualTo(1);
        assertThat(lines().getFirst().has("day")).isFalse();
        Files.delete(target);
        refused(Files.move(odd, folder.resolve("q[1].parquet")), "give it, or its folder, another");
    }

    @Test
    void json_lists_and_lines_packed_and_plain_come_out_alike() throws IOException {
        String expected = QUESTION.replace("T00:00:00", "") + "\n";
        Path list = Files.writeString(folder.resolve("list.json"), "\n [" + QUESTION + "]");
        Path lines = Files.writeString(folder.resolve("lines.jsonl"), QUESTION + "\n");
        for (Path source : List.of(list, lines, packed(list), packed(lines))) {
            assertThat(Importer.run(source, target)).isEqualTo(new Imported(Layout.QUESTIONS, 1));
            assertThat(target).hasContent(expected);
        }
    }

    private Path packed(Path file) throws IOException {
        Path to = folder.resolve(file.getFileName() + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(to))) {
            Files.copy(file, out);
        }
        return to;
    }

    @Test
    void days_that_tools_write_as_numbers_become_days_and_years_stay() throws IOException {
        Path source = Files.writeString(
                folder.resolve("q.jsonl"),
                QUESTION.replace("\"2024-11-25T00:00:00\"", "1732492800000,\"release_date\":2024") + "\n"
                        + QUESTION.replace("q1", "q2")
                                .replace(
                                        "\"2024-11-25T00:00:00\"",
                                        "1732492800,\"release_date\":\"2024-01-02 00:00:00\",\"livebench_removal_date\":\"\"")
                        + "\n");
        Importer.run(source, target);
        assertThat(lines())
                .extracting(line -> line.path("livebench_release_date").asText())
                .containsExactly("2024-11-25", "2024-11-25");
        assertThat(lines())
                .extracting(line -> line.path("release_date").asText())
                .containsExactly("2024", "2024-01-02");
    }

    @Test
    void the_database_may_open_the_one_file_and_nothing_else() throws SQLException {
        Path source = parquet("one.parquet", "SELECT 1 AS a");
        Path other = parquet("other.parquet", "SELECT 1 AS a");
        try (Connection connection = ParquetRows.open(source.toString());
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("SELECT * FROM read_parquet('" + source + "')"))
                    .isTrue();
            for (String forbidden : List.of(
                    "SELECT * FROM read_parquet('" + other + "')",
                    "COPY (SELECT 1) TO '" + other + "'",
                    "ATTACH '" + folder.resolve("new.db") + "'",
                    "INSTALL httpfs",
                    "LOAD httpfs",
                    "SET enable_external_access = true",
                    "SET allowed_paths = ['" + other + "']",
                    "SET memory_limit = '64GB'")) {
                assertThatThrownBy(() -> statement.execute(forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class);
            }
        }
    }

    @Test
    void damaged_parquet_is_refused_and_leaves_nothing() throws SQLException, IOException {
        Path whole = parquet("whole.parquet", """
                SELECT 'q' || i AS question_id, 'c' AS category, 't' AS task, [md5(i::VARCHAR)] AS turns
                FROM range(2000) t(i)""");
        byte[] bytes = Files.readAllBytes(whole);
        Path bad = folder.resolve("bad.parquet");
        refused(Files.write(bad, Arrays.copyOf(bytes, bytes.length / 2)), "bad.parquet", "cannot be read");
        refused(Files.write(bad, Arrays.copyOf(bytes, 4)), "cannot be read");
        refused(Files.write(bad, new byte[0]), "is no Parquet file");
        refused(Files.write(bad, "version https://example.org/lfs".getBytes(StandardCharsets.UTF_8)), "was a pointer");
        refused(Files.write(bad, "PARE....".getBytes(StandardCharsets.UTF_8)), "encrypted");
        byte[] holed = bytes.clone();
        Arrays.fill(holed, 4, bytes.length / 3, (byte) 0x55);
        refused(Files.write(bad, holed), "cannot be read");
        refused(folder.resolve("none.parquet"), "none.parquet");
    }

    @Test
    void missing_columns_and_unfit_values_are_named() throws SQLException, IOException {
        refused(
                parquet("m.parquet", "SELECT 'q' AS question_id, 'c' AS category, 't' AS task"),
                "question_id, category, task.",
                "questions need question_id, category, task, turns");
        refused(parquet("e.parquet", """
                SELECT 'q' AS question_id, 'c' AS category, 't' AS task, ['?'] AS turns LIMIT 0"""), "no rows");
        refused(
                parquet("n.parquet", """
                SELECT 'q' AS question_id, NULL AS category, 't' AS task, ['?', NULL] AS turns FROM range(2)"""),
                "row 1, field category",
                "row 1, field turns",
                "row 2, field question_id",
                "stands twice");
        refused(Files.writeString(folder.resolve("x.json"), "[5]"), "item 1", "no object");
        refused(Files.writeString(folder.resolve("x.json"), "{\"a\":1}"), "line 1", "the fields are a.");
    }

    @Test
    void json_that_is_cut_is_refused() throws IOException {
        Path cut = Files.writeString(folder.resolve("cut.jsonl"), QUESTION + "\n" + QUESTION.substring(0, 50));
        assertThatThrownBy(() -> Importer.run(cut, target))
                .hasMessageContaining("ASSAY-4004")
                .hasMessageContaining("line 2");
        byte[] packed = Files.readAllBytes(packed(Files.writeString(folder.resolve("l.json"), "[" + QUESTION + "]")));
        refused(Files.write(folder.resolve("l.json.gz"), Arrays.copyOf(packed, packed.length - 12)), "l.json.gz");
        assertThat(target).doesNotExist();
    }
}
