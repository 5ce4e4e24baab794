package dev.assay.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.base.Problem;
import dev.assay.cli.frame.Channel.Style;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConsoleTest {
    private static final Problem PROBLEM =
            new Problem("ASSAY-4001", "Bad \u001b[2Jname.", "file\u0000x, line 3", "mend it");

    @ParameterizedTest
    @CsvSource({
        "'out,err', '', xterm, true, true, true",
        "'out,err', 1, xterm, true, true, false",
        "'out,err', '', dumb, true, true, false",
        "'none,out', '', xterm, true, false, true",
        "'none', '', xterm, false, false, false",
        "'', '', xterm, false, false, false"
    })
    void colour_is_for_terminals_that_want_it(
            String terminals, String noColor, String term, boolean out, boolean err, boolean colour) {
        Console console = Console.of(System.out, System.err, Map.of("NO_COLOR", noColor, "TERM", term), terminals);
        assertThat(console.results().terminal()).isEqualTo(out);
        assertThat(console.log().terminal()).isEqualTo(err);
        assertThat(console.results().colour()).isEqualTo(colour);
    }

    @Test
    void colour_without_a_terminal_is_refused() {
        PrintStream stream = System.out;
        assertThatIllegalArgumentException().isThrownBy(() -> new Channel(stream, false, true));
    }

    @Test
    void a_problem_cannot_steer_the_terminal() {
        Recorder recorder = Recorder.coloured();
        recorder.console().problem(PROBLEM);
        assertThat(recorder.log()).startsWith("\u001b[1;31mASSAY-4001\u001b[0m  Bad \\u001b[2Jname.");
        assertThat(recorder.log()).contains("file\\u0000x, line 3");
    }

    @Test
    void without_colour_a_problem_is_its_plain_text() {
        Recorder recorder = Recorder.plain();
        recorder.console().problem(new Problem("ASSAY-4001", "Bad.", "a\nb", "mend"));
        assertThat(recorder.log())
                .isEqualToNormalizingNewlines("ASSAY-4001  Bad.\n  where   a\n          b\n  mend    mend\n");
    }

    @Test
    void quiet_leaves_out_notes_but_not_problems() {
        Recorder recorder = Recorder.plain();
        Console quiet = recorder.console().withQuiet(true);
        quiet.note("by the way");
        quiet.problem(PROBLEM);
        assertThat(recorder.log()).doesNotContain("by the way").contains("ASSAY-4001");
    }

    @Test
    void plain_style_adds_nothing() {
        assertThat(Recorder.coloured().console().results().paint(Style.PLAIN, "x"))
                .isEqualTo("x");
        assertThat(Recorder.plain().console().results().paint(Style.BAD, "x")).isEqualTo("x");
    }

    @Test
    void json_reads_back_as_it_was() throws JsonProcessingException {
        Recorder recorder = Recorder.plain();
        recorder.console()
                .json(Map.of(
                        "list", List.of(1, 2.5, true, "x"),
                        "empty", Optional.empty(),
                        "some", Optional.of("y"),
                        "none", List.of()));
        assertThat(new ObjectMapper().readTree(recorder.results()))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"list\":[1,2.5,true,\"x\"],\"empty\":null,\"some\":\"y\",\"none\":[]}"));
    }

    @Property
    void any_text_survives_json(@ForAll String text) throws JsonProcessingException {
        Recorder recorder = Recorder.plain();
        recorder.console().json(List.of(text));
        assertThat(new ObjectMapper().readTree(recorder.results()).get(0).asText())
                .isEqualTo(text);
    }

    @Test
    void json_refuses_what_it_has_no_word_for() {
        Console console = Recorder.plain().console();
        assertThatIllegalArgumentException().isThrownBy(() -> console.json(List.of(Double.NaN)));
        assertThatIllegalArgumentException().isThrownBy(() -> console.json(List.of(new Object())));
    }
}
