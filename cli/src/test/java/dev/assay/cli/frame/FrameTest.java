package dev.assay.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

final class FrameTest {
    @TempDir
    private Path folder = Path.of("");

    private final Recorder recorder = Recorder.plain();
    private final Interruption interruption = new Interruption();

    /// What the verb under test does.
    private interface Work {
        ExitCode run(Console console) throws Exception;
    }

    @Command(name = "go")
    private static final class Go implements Verb {
        private final Work work;

        @Option(names = "--key")
        private String key = "";

        @Option(names = "--count")
        private int count = 1;

        @Option(names = "--json")
        private boolean json;

        Go(Work work) {
            this.work = work;
        }

        @Override
        public ExitCode run(Console console, Interruption stop) throws Exception {
            console.note(key + count + json);
            return work.run(console);
        }
    }

    @Command(name = "assay")
    private static final class Root {}

    @Command(name = "area")
    private static final class Area {}

    private ExitCode run(Work work, String... arguments) {
        CommandLine root = new CommandLine(new Root());
        CommandLine area = new CommandLine(new Area());
        area.addSubcommand(new Go(work));
        root.addSubcommand(area);
        Help.complete(root);
        Traces traces = new Traces(
                List.of(folder), new Secrets(Map.of("SERVICE_API_KEY", "very-private-value")), Clock.systemUTC());
        return new Frame(root, recorder.console(), interruption, traces).run(arguments);
    }

    private ExitCode parse(String... arguments) {
        return run(console -> ExitCode.DONE, arguments);
    }

    @Test
    void the_verb_decides_the_exit_code_and_writes_the_result() {
        ExitCode code = run(
                console -> {
                    console.result("42");
                    return ExitCode.GATE;
                },
                "area",
                "go",
                "--key=k");
        assertThat(code).isEqualTo(ExitCode.GATE);
        assertThat(recorder.results()).isEqualToNormalizingNewlines("42\n");
        assertThat(recorder.log()).isEqualToNormalizingNewlines("k1false\n");
    }

    @Test
    void a_misspelt_option_is_a_problem_with_the_nearest_one() {
        assertThat(parse("area", "go", "--coutn", "2")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).startsWith("ASSAY-2101  There is no option '--coutn'.");
        assertThat(recorder.log()).contains("command line of 'assay area go'", "did you mean --count");
        assertThat(recorder.results()).isEmpty();
    }

    @Test
    void a_misspelt_verb_is_a_problem_with_the_nearest_one() {
        assertThat(parse("areaa", "go")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2101  There is nothing to do with 'areaa'", "did you mean area?");
    }

    @Test
    void a_word_that_is_near_to_nothing_lists_what_there_is() {
        assertThat(parse("area", "xyz")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2101", "one of: go");
    }

    @Test
    void an_area_without_verb_lists_its_verbs() {
        assertThat(parse("area")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2102  'assay area' needs a verb.", "one of: go");
    }

    @Test
    void an_option_without_its_value_is_a_problem() {
        assertThat(parse("area", "go", "--count")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2102", "give --count");
    }

    @Test
    void a_value_of_the_wrong_kind_is_a_problem() {
        assertThat(parse("area", "go", "--count", "many")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2103", "'many' is not an int");
    }

    @Test
    void an_option_given_twice_is_a_problem() {
        assertThat(parse("area", "go", "--key", "a", "--key", "b")).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2104");
    }

    @Test
    void nothing_at_all_shows_the_usage_on_standard_error() {
        assertThat(parse()).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).startsWith("Usage: assay");
        assertThat(recorder.results()).isEmpty();
    }

    @Test
    void help_is_a_result() {
        assertThat(parse("area", "go", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("Usage: assay area go", "Exit codes:");
    }

    @Test
    void every_announced_problem_is_shown_once_and_the_first_decides() {
        AssayException two = new AssayException(List.of(
                new Problem("ASSAY-4001", "One.", "here", "so"), new Problem("ASSAY-2001", "Two.", "there", "thus")));
        ExitCode code = run(
                console -> {
                    throw two;
                },
                "area",
                "go");
        assertThat(code).isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).containsOnlyOnce("ASSAY-4001").containsOnlyOnce("ASSAY-2001");
        assertThat(recorder.log()).doesNotContain("Exception", "\tat ");
    }

    @Test
    void with_json_the_problems_are_also_an_object_on_standard_output() throws IOException {
        Problem problem = new Problem("ASSAY-4001", "A \"quoted\"\nname \u0007.", "here", "so");
        run(
                console -> {
                    throw new AssayException(problem);
                },
                "area",
                "go",
                "--json");
        var read = new ObjectMapper().readTree(recorder.results()).get("problems");
        assertThat(read).hasSize(1);
        assertThat(read.get(0).get("code").asText()).isEqualTo(problem.code());
        assertThat(read.get(0).get("what").asText()).isEqualTo(problem.what());
        assertThat(read.get(0).get("where").asText()).isEqualTo(problem.where());
        assertThat(read.get(0).get("mend").asText()).isEqualTo(problem.mend());
        assertThat(recorder.log()).contains("ASSAY-4001");
    }

    @Test
    void what_nobody_announced_is_our_fault_and_its_trace_is_kept_without_secrets() throws IOException {
        ExitCode code = run(
                console -> {
                    throw new IllegalStateException(
                            "very-private-value http://me:pass-word@host Authorization: Bearer abc.def");
                },
                "area",
                "go",
                "--key=very-secret-prompt");
        assertThat(code).isEqualTo(ExitCode.INTERNAL);
        assertThat(recorder.log()).contains("ASSAY-1101", folder.toString()).doesNotContain("\tat ");
        String trace = onlyFile();
        assertThat(trace).contains("assay area go --key=...", "IllegalStateException", "\tat ", "http://[secret]@host");
        assertThat(trace).doesNotContain("very-private", "pass-word", "abc.def", "very-secret");
    }

    @Test
    void a_trace_can_be_read_by_its_owner_only() throws IOException {
        run(
                console -> {
                    throw new IllegalStateException("x");
                },
                "area",
                "go");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.toList())
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file)).hasSize(2));
        }
    }

    @Test
    void an_error_is_our_fault_too_and_exhausted_memory_is_not() {
        Work broken = console -> {
            throw new NoClassDefFoundError("x");
        };
        Work full = console -> {
            throw new OutOfMemoryError("Java heap space");
        };
        assertThat(run(broken, "area", "go")).isEqualTo(ExitCode.INTERNAL);
        assertThat(run(full, "area", "go")).isEqualTo(ExitCode.RESOURCES);
        assertThat(recorder.log()).contains("ASSAY-5101", "-Xmx");
    }

    @Test
    void whatever_breaks_after_the_user_asked_to_stop_is_an_interruption() {
        ExitCode code = run(
                console -> {
                    interruption.request();
                    throw new IllegalStateException("connection closed");
                },
                "area",
                "go");
        assertThat(code).isEqualTo(ExitCode.INTERRUPTED);
        assertThat(recorder.log()).doesNotContain("ASSAY-1101");
    }

    private String onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return Files.readString(all.getFirst());
        }
    }
}
