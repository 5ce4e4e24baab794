package dev.assay.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TomlTest {
    enum Precision {
        F32,
        BF16_AUTOCAST
    }

    sealed interface Schedule {
        record Constant() implements Schedule {}

        record WarmupCosine(int warmupSteps, @Default("0.1") double floor) implements Schedule {}
    }

    record Adapter(
            @Default("8") int rank,
            @Default("[\"q-proj\", \"v-proj\"]") List<String> targets) {
        Adapter {
            if (rank < 1) {
                throw new IllegalArgumentException("rank is at least 1: " + rank);
            }
        }
    }

    record Data(Path file, Map<String, String> fields) {}

    record Plan(
            String name,
            int steps,
            @Default("3e-4") double learningRate,
            @Default("f32") Precision precision,
            Optional<Long> seed,
            @Default("{ kind = \"constant\" }") Schedule schedule,
            Adapter adapter,
            Data data,
            @Default("[]") List<Adapter> more,
            @Default("false") boolean packed,
            Optional<Adapter> extra) {}

    private static final String FULL = """
            name = "first"
            steps = 100
            learning-rate = 1
            precision = "bf16-autocast"
            seed = 7
            packed = true

            [schedule]
            kind = "warmup-cosine"
            warmup-steps = 10

            [adapter]
            rank = 4

            [data]
            file = "train.jsonl"
            fields = { question = "q", "two words" = "a" }

            [[more]]
            rank = 2
            [[more]]
            targets = []
            """;

    private static Plan plan(String text, String... settings) {
        return Toml.parse(text, "run.toml", Plan.class, List.of(settings));
    }

    private static List<Problem> problems(String text, String... settings) {
        return catchThrowableOfType(AssayException.class, () -> plan(text, settings))
                .problems();
    }

    @Test
    void a_full_file_becomes_the_record() {
        assertThat(plan(FULL))
                .isEqualTo(new Plan(
                        "first",
                        100,
                        1.0,
                        Precision.BF16_AUTOCAST,
                        Optional.of(7L),
                        new Schedule.WarmupCosine(10, 0.1),
                        new Adapter(4, List.of("q-proj", "v-proj")),
                        new Data(Path.of("train.jsonl"), Map.of("question", "q", "two words", "a")),
                        List.of(new Adapter(2, List.of("q-proj", "v-proj")), new Adapter(8, List.of())),
                        true,
                        Optional.empty()));
    }

    @Test
    void absent_keys_take_their_defaults() {
        Plan plan = plan("name = 'x'\nsteps = 1\ndata = { file = 'a', fields = {} }");
        assertThat(plan.learningRate()).isEqualTo(3e-4);
        assertThat(plan.precision()).isEqualTo(Precision.F32);
        assertThat(plan.schedule()).isEqualTo(new Schedule.Constant());
        assertThat(plan.adapter().rank()).isEqualTo(8);
        assertThat(plan.seed()).isEmpty();
    }

    @Test
    void all_faults_are_told_at_once_each_with_line_and_key() {
        List<Problem> problems = problems("""
                name = 3
                step = 100
                learning_rate = 0.1
                precision = "f23"
                seed = 1.5

                [adapter]
                rank = 0

                [data]
                fields = { a = 1 }
                file = "x"

                [schedule]
                kind = "warmup-cosin"
                """);
        assertThat(problems)
                .extracting(Problem::code, Problem::where, Problem::mend)
                .containsExactly(
                        tuple("ASSAY-2002", "run.toml, line 2, key step", "write 'steps', or take the key out"),
                        tuple(
                                "ASSAY-2002",
                                "run.toml, line 3, key learning_rate",
                                "write 'learning-rate', or take the key out"),
                        tuple("ASSAY-2003", "run.toml, line 1, key name", "give text"),
                        tuple("ASSAY-2004", "run.toml, key steps", "give it an integer of at most 10 digits (32 bits)"),
                        tuple("ASSAY-2003", "run.toml, line 4, key precision", "write \"f32\""),
                        tuple("ASSAY-2003", "run.toml, line 5, key seed", "give an integer"),
                        tuple("ASSAY-2003", "run.toml, line 15, key schedule.kind", "write \"warmup-cosine\""),
                        tuple("ASSAY-2005", "run.toml, line 8, key adapter.rank", "give another value"),
                        tuple("ASSAY-2003", "run.toml, line 11, key data.fields.a", "give text"));
        assertThat(problems.get(7).what()).isEqualTo("The value is refused: rank is at least 1: 0.");
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @Test
    void a_key_given_twice_is_refused_with_both_lines() {
        assertThat(problems("name = 'a'\nsteps = 1\nname = 'b'\n"))
                .extracting(Problem::render)
                .anySatisfy(text -> assertThat(text)
                        .contains("ASSAY-2001")
                        .contains("run.toml, line 3, column 1")
                        .contains("name previously defined at line 1"));
    }

    @Test
    void broken_text_hides_no_other_fault_and_invents_none() {
        List<Problem> problems = problems("name = \nsteps = 'x'\nstps = 2\n");
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactlyInAnyOrder("ASSAY-2001", "ASSAY-2002", "ASSAY-2003");
    }

    @Test
    void not_a_number_is_refused_and_so_is_an_integer_beyond_its_width() {
        assertThat(problems(FULL.replace("learning-rate = 1", "learning-rate = nan")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).isEqualTo("The key needs a number; found NaN."));
        assertThat(problems(FULL.replace("steps = 100", "steps = 3000000000")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("found 3000000000"));
    }

    @Test
    void an_override_replaces_adds_and_needs_no_quotes() {
        Plan plan = plan(
                FULL,
                "steps=5",
                "steps=6",
                "name=1",
                "precision=f32",
                "extra.rank=3",
                "schedule={ kind = \"constant\" }",
                "data.fields.more=yes = no",
                "adapter.targets=[\"o\"]");
        assertThat(plan.steps()).isEqualTo(6);
        assertThat(plan.name()).isEqualTo("1");
        assertThat(plan.precision()).isEqualTo(Precision.F32);
        assertThat(plan.extra().orElseThrow().rank()).isEqualTo(3);
        assertThat(plan.schedule()).isEqualTo(new Schedule.Constant());
        assertThat(plan.data().fields()).containsEntry("more", "yes = no");
        assertThat(plan.adapter().targets()).containsExactly("o");
    }

    @Test
    void a_fault_in_an_override_names_the_option() {
        assertThat(problems(FULL, "steps=many", "adapter.rnk=2", "oops", "=3"))
                .extracting(Problem::code, Problem::where)
                .containsExactly(
                        tuple("ASSAY-2007", "option --set"),
                        tuple("ASSAY-2007", "option --set"),
                        tuple("ASSAY-2003", "option --set steps=many, key steps"),
                        tuple("ASSAY-2002", "option --set adapter.rnk=2, key adapter.rnk"));
        assertThat(problems(FULL, "adapter.rank=-1"))
                .extracting(Problem::where)
                .containsExactly("option --set adapter.rank=-1, key adapter.rank");
    }

    @Test
    void an_override_cannot_smuggle_in_a_second_key() {
        assertThat(plan(FULL, "name=x\nsteps = 9").steps()).isEqualTo(100);
        assertThat(plan(FULL, "name=1\nsteps = 9").name()).isEqualTo("1\nsteps = 9");
    }

    @Test
    void relative_paths_start_from_the_file_and_overridden_ones_from_here(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run.toml");
        Files.writeString(file, FULL);
        assertThat(Toml.read(file, Plan.class).data().file()).isEqualTo(folder.resolve("train.jsonl"));
        assertThat(Toml.read(file, Plan.class, List.of("data.file=b.jsonl"))
                        .data()
                        .file())
                .isEqualTo(Path.of("b.jsonl"));
    }

    @Test
    void what_was_written_reads_back_equal() {
        Plan plan = plan(FULL, "extra.rank=3", "name=\"quo\\\"te \\\\ \\n \\u0001 \u00e9 \ud83d\ude00\"");
        assertThat(plan(Toml.write(plan))).isEqualTo(plan);
    }

    @Test
    void what_was_written_for_a_folder_tells_no_folder_above(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run.toml");
        Files.writeString(file, FULL);
        Plan plan = Toml.read(file, Plan.class);
        Path runFolder = Files.createDirectories(folder.resolve("runs/one"));
        String text = Toml.write(plan, runFolder);
        assertThat(text).doesNotContain(folder.toString()).contains("../../train.jsonl");
        Files.writeString(runFolder.resolve("config.toml"), text);
        assertThat(Toml.read(runFolder.resolve("config.toml"), Plan.class)).isEqualTo(plan);
        assertThat(Toml.flatten(plan)).containsEntry("data.file", "train.jsonl");
    }

    @Test
    void flat_keys_are_full_and_values_are_as_written() {
        assertThat(Toml.flatten(plan(FULL)))
                .containsEntry("learning-rate", "1.0")
                .containsEntry("schedule.kind", "warmup-cosine")
                .containsEntry("schedule.warmup-steps", "10")
                .containsEntry("adapter.targets", "[\"q-proj\", \"v-proj\"]")
                .containsEntry("more[1].rank", "8")
                .containsEntry("data.fields.two words", "a")
                .doesNotContainKey("extra");
    }

    @Test
    void a_file_that_is_missing_too_large_or_not_utf8_is_one_problem(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run.toml");
        assertThat(codeOf(file)).isEqualTo("ASSAY-2006");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThat(codeOf(file)).isEqualTo("ASSAY-2006");
        Files.write(file, new byte[] {'a', '=', '"', (byte) 0xff, '"'});
        assertThat(codeOf(file)).isEqualTo("ASSAY-2001");
        assertThat(codeOf(folder)).isEqualTo("ASSAY-2006");
    }

    @Test
    void deep_nesting_is_a_problem_and_no_crash() {
        assertThat(problems("name = " + "[".repeat(200_000))).isNotEmpty();
        assertThat(problems("a" + ".a".repeat(50_000) + " = 1")).isNotEmpty();
        assertThat(problems("name = " + "{a=".repeat(50_000))).isNotEmpty();
    }

    private static String codeOf(Path file) {
        return catchThrowableOfType(AssayException.class, () -> Toml.read(file, Plan.class))
                .problems()
                .getFirst()
                .code();
    }

    record Numbers(
            double fraction, float small, long whole, String text, List<Double> list, Map<String, Integer> map) {}

    @Property(tries = 100)
    void any_record_reads_back_equal(
            @ForAll double fraction,
            @ForAll float small,
            @ForAll long whole,
            @ForAll @StringLength(max = 20) String text,
            @ForAll @Size(max = 4) List<Double> list,
            @ForAll @Size(max = 4) Map<@StringLength(max = 5) String, Integer> map) {
        org.assertj.core.api.Assumptions.assumeThat(
                        StandardCharsets.UTF_8.newEncoder().canEncode(text))
                .isTrue();
        map.keySet().removeIf(key -> !StandardCharsets.UTF_8.newEncoder().canEncode(key));
        var numbers = new Numbers(fraction, small, whole, text, list, map);
        assertThat(Toml.parse(Toml.write(numbers), "written", Numbers.class)).isEqualTo(numbers);
    }

    @Property(tries = 150)
    void any_text_gives_a_record_or_problems(@ForAll @StringLength(max = 200) String text) {
        onlyProblems(text);
    }

    @Property(tries = 150)
    void any_damage_to_a_good_file_gives_a_record_or_problems(
            @ForAll @net.jqwik.api.constraints.IntRange(max = 400) int at,
            @ForAll @net.jqwik.api.constraints.IntRange(max = 20) int cut,
            @ForAll("damage") String inserted) {
        int start = Math.min(at, FULL.length());
        onlyProblems(FULL.substring(0, start) + inserted + FULL.substring(Math.min(FULL.length(), start + cut)));
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> damage() {
        return net.jqwik.api.Arbitraries.strings()
                .withChars("[]{}=\"'\\.,#\n\r\t -_0123456789eEinfaxutr\u0000\ufeff\ud800:TZ")
                .ofMaxLength(12);
    }

    private static void onlyProblems(String text) {
        try {
            Toml.parse(text, "any", Plan.class, List.of(text.length() > 60 ? text.substring(0, 60) : text));
        } catch (AssayException e) {
            assertThat(e.problems())
                    .allSatisfy(problem -> assertThat(problem.exitCode()).isEqualTo(ExitCode.USAGE));
        }
    }
}
