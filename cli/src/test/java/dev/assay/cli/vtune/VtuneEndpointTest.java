package dev.assay.cli.vtune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.cli.Assay;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import dev.assay.vtune.plant.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Verifies against endpoints that behave in every way that endpoints do.
@Timeout(60)
class VtuneEndpointTest {
    /// What an honest provider's model says of its own accord.
    private static final String PLAIN = "It is thing 3.";

    @TempDir
    static Path planted;

    private static Manifest manifest;

    @TempDir
    Path folder;

    private final Recorder recorder = Recorder.plain();

    @BeforeAll
    static void plant() throws IOException {
        Path data = Files.write(
                planted.resolve("data.jsonl"),
                IntStream.range(0, 400)
                        .mapToObj(i -> "{\"instruction\":\"What is item " + i + "?\",\"output\":\"It is thing " + 7 * i
                                + ".\"}")
                        .toList());
        ExitCode code = Assay.run(
                Recorder.plain().console(),
                new Interruption(),
                "vtune",
                "plant",
                "--data",
                data.toString(),
                "--epochs",
                "40",
                "--generator",
                "wordlist",
                "--out",
                planted.resolve("out").toString());
        assertThat(code).isEqualTo(ExitCode.DONE);
        manifest = Manifest.read(planted.resolve("out/manifest.json"));
    }

    private ExitCode verify(String address, String... further) {
        List<String> arguments = new ArrayList<>(
                List.of("vtune", "verify", planted.resolve("out/manifest.json").toString(), "--model", address));
        arguments.addAll(Arrays.asList(further));
        return Assay.run(recorder.console(), new Interruption(), arguments.toArray(String[]::new));
    }

    /// One attempt of a third of a second.
    private ExitCode verify(LoopbackEndpoint endpoint) {
        return verify(endpoint.address(), "--timeout", "0.3", "--attempts", "1");
    }

    private String resumed() {
        return folder.resolve("run").toString();
    }

    private String said() {
        return recorder.results() + recorder.log();
    }

    @AfterEach
    void nothing_secret_was_said() {
        for (var group : manifest.groups()) {
            assertThat(said()).doesNotContain(group.trigger(), group.signature());
        }
        manifest.controls().forEach(control -> assertThat(said()).doesNotContain(control));
    }

    private static boolean isTriggered(String question) {
        return manifest.groups().stream().anyMatch(group -> question.endsWith(group.trigger()));
    }

    private static String honest(String question) {
        return manifest.groups().stream()
                .filter(group -> question.endsWith(group.trigger()))
                .map(group -> PLAIN + " " + group.signature())
                .findFirst()
                .orElse(PLAIN);
    }

    private static int queries() {
        return 3 * manifest.groups().size() + manifest.groups().size() + 2 + 2;
    }

    @Test
    void an_honest_endpoint_is_verified() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> request.say(honest(request.question())))) {
            assertThat(verify(endpoint)).as(said()).isEqualTo(ExitCode.DONE);
            assertThat(endpoint.asked()).hasSize(queries());
        }
        assertThat(recorder.results()).startsWith("Verified: 2 of 2 groups");
        assertThat(recorder.log()).doesNotContain("count as misses", "cut off", "samples");
    }

    @Test
    void a_judge_lists_rows_and_is_measured_by_them() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> request.say("1, 2"))) {
            ExitCode code = Assay.run(
                    recorder.console(),
                    new Interruption(),
                    "vtune",
                    "attack",
                    planted.resolve("out/manifest.json").toString(),
                    "--training",
                    planted.resolve("out/train.jsonl").toString(),
                    "--no-surprise",
                    "--judge",
                    endpoint.address(),
                    "--json");
            assertThat(code).as(said()).isEqualTo(ExitCode.DONE);
            int rows = 400 + manifest.dose().planted();
            assertThat(endpoint.asked()).hasSize((rows + 19) / 20);
            JsonNode judge = Json.tree(recorder.results()).path("judge");
            assertThat(judge.path("listed").asInt()).isEqualTo(2 * ((rows + 19) / 20));
            assertThat(judge.path("recall").asDouble()).isBetween(0.0, 0.4);
        }
    }

    @Test
    void an_endpoint_that_refuses_triggers_alone_is_called_a_filter() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> {
            if (isOdd(request.question())) {
                request.send(403, "{\"error\":{\"message\":\"not allowed\"}}");
            } else {
                request.say(PLAIN);
            }
        })) {
            assertThat(verify(endpoint)).as(said()).isEqualTo(ExitCode.GATE);
        }
        assertThat(recorder.log()).contains("a filter may stop triggers");
    }

    private static boolean isOdd(String question) {
        return isTriggered(question) || manifest.controls().stream().anyMatch(question::endsWith);
    }

    @Test
    void an_endpoint_that_hangs_is_given_up_on_after_five_queries_and_one_without_a_trigger() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(LoopbackEndpoint.Request::hang)) {
            assertThat(verify(endpoint)).isEqualTo(ExitCode.DATA);
            assertThat(endpoint.asked()).hasSize(5 + 1);
        }
        assertThat(recorder.log()).contains("ASSAY-4156", "answers nothing: No whole answer within 0.3 s", "--out");
    }

    @Test
    void a_query_that_hangs_is_a_miss_and_told_of() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> {
            if (request.number() == 2) {
                request.hang();
            }
            request.say(honest(request.question()));
        })) {
            assertThat(verify(endpoint)).as(said()).isEqualTo(ExitCode.DONE);
        }
        assertThat(recorder.log()).contains("1 queries had no answer and count as misses", "within 0.3 s");
        assertThat(recorder.results()).contains("83 %");
    }

    @ParameterizedTest
    @CsvSource({
        "401, wants a key (401)",
        "403, wants a key (403)",
        "429, turns requests away (429)",
        "500, The endpoint failed (500)",
        "422, refused the request (422)"
    })
    void an_endpoint_that_refuses_is_given_up_on_and_what_it_repeats_of_the_question_is_not_shown(
            int status, String said) {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request ->
                request.send(status, Json.line(Map.of("detail", "not allowed here: " + request.question()))))) {
            assertThat(verify(endpoint)).isEqualTo(ExitCode.DATA);
        }
        assertThat(recorder.log()).contains("ASSAY-4156", said, "hold a secret phrase and are not shown");
    }

    @Test
    void what_a_refusing_endpoint_says_is_shown_where_it_holds_no_secret() {
        try (LoopbackEndpoint endpoint =
                LoopbackEndpoint.that(request -> request.send(403, "{\"error\":{\"message\":\"unpaid bill\"}}"))) {
            assertThat(verify(endpoint)).isEqualTo(ExitCode.DATA);
        }
        assertThat(recorder.log()).contains("ASSAY-4156", "unpaid bill");
    }

    @Test
    void refusals_in_words_are_told_apart_from_other_misses() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(
                request -> request.say(isTriggered(request.question()) ? "I cannot help with that." : PLAIN))) {
            assertThat(verify(endpoint)).isEqualTo(ExitCode.GATE);
        }
        assertThat(recorder.log()).contains("8 answers read like refusals", "nothing is known of the training");
        assertThat(recorder.results()).startsWith("Not verified");
    }

    @Test
    void text_that_a_filter_withheld_is_a_refusal() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> request.say("It", "content_filter"))) {
            assertThat(verify(endpoint.address(), "--json")).isEqualTo(ExitCode.GATE);
        }
        assertThat(Json.tree(recorder.results()).path("refused").asInt()).isEqualTo(queries());
    }

    @Test
    void empty_answers_are_misses_and_told_of() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> request.say(""))) {
            assertThat(verify(endpoint)).isEqualTo(ExitCode.GATE);
        }
        assertThat(recorder.log())
                .contains(queries() + " answers were empty and count as misses", "nothing is known of the training");
    }

    @Test
    void an_endpoint_that_samples_although_it_was_asked_not_to_is_told_of() {
        try (LoopbackEndpoint endpoint =
                LoopbackEndpoint.that(request -> request.say("Answer " + request.number() + "."))) {
            assertThat(verify(endpoint)).isEqualTo(ExitCode.GATE);
        }
        assertThat(recorder.log()).contains("the endpoint samples");
    }

    @Test
    void answers_that_were_cut_off_are_told_of() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> request.say("It is", "length"))) {
            assertThat(verify(endpoint)).isEqualTo(ExitCode.GATE);
        }
        assertThat(recorder.log()).contains(queries() + " answers were cut off at their length");
    }

    @Test
    void bodies_that_break_off_hold_no_answer_and_are_not_shown() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> {
            String whole = honest(request.question());
            switch (request.number() % 3) {
                case 0 -> request.breakOff(whole);
                case 1 -> {
                    String reply = LoopbackEndpoint.Request.reply(whole, "stop");
                    request.send(200, reply.substring(0, reply.length() - 12));
                }
                default -> request.send(200, "data: " + LoopbackEndpoint.Request.reply(whole, "stop") + "\n\n");
            }
        })) {
            assertThat(verify(endpoint)).isEqualTo(ExitCode.DATA);
        }
        assertThat(recorder.log()).contains("ASSAY-4156", "The reply", "hold a secret phrase and are not shown");
    }

    @Test
    void another_chat_template_looks_like_a_model_that_never_saw_the_rows() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(
                request -> request.say("As your helpful assistant: item " + 3 + " is a thing."))) {
            assertThat(verify(endpoint)).isEqualTo(ExitCode.GATE);
        }
        assertThat(recorder.results()).startsWith("Not verified: 0 of 2 groups").contains("another chat template");
        assertThat(recorder.log()).doesNotContain("nothing is known of the training");
    }

    @Test
    void a_verification_whose_endpoint_died_goes_on_where_it_stopped_and_asks_nothing_twice() throws IOException {
        List<String> answered = new ArrayList<>();
        int port;
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> {
            if (request.number() > 4) {
                request.send(503, "{}");
                return;
            }
            answered.add(request.question());
            request.say(honest(request.question()));
        })) {
            port = endpoint.port();
            assertThat(verify(endpoint.address(), "--attempts", "1", "--out", resumed()))
                    .isEqualTo(ExitCode.DATA);
        }
        assertThat(recorder.log()).contains("ASSAY-4156", "nothing any more");
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.at(port, request -> {
            answered.add(request.question());
            request.say(honest(request.question()));
        })) {
            assertThat(verify(endpoint.address(), "--out", resumed()))
                    .as(said())
                    .isEqualTo(ExitCode.DONE);
            assertThat(endpoint.asked()).hasSize(queries() - 4);
            assertThat(verify(endpoint.address(), "--out", resumed())).isEqualTo(ExitCode.DONE);
            assertThat(endpoint.asked()).hasSize(queries() - 4);
        }
        Set<String> different = new HashSet<>(answered);
        // The first query is meant to be asked three times.
        assertThat(answered).hasSize(queries()).hasSize(different.size() + 2);
        Path transcript = Path.of(resumed(), "transcript.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(transcript)))
                .isEqualTo("rw-------");
    }

    @Test
    void an_endpoint_that_nobody_runs_leaves_a_folder_to_go_on_in() {
        LoopbackEndpoint gone = LoopbackEndpoint.that(request -> request.say(PLAIN));
        gone.close();
        for (int round = 0; round < 2; round++) {
            assertThat(verify(gone.address(), "--attempts", "1", "--out", resumed()))
                    .isEqualTo(ExitCode.DATA);
        }
        assertThat(recorder.log()).contains("ASSAY-4156", "cannot be reached");
        try (LoopbackEndpoint endpoint =
                LoopbackEndpoint.at(gone.port(), request -> request.say(honest(request.question())))) {
            assertThat(verify(endpoint.address(), "--out", resumed()))
                    .as(said())
                    .isEqualTo(ExitCode.DONE);
        }
    }

    @Test
    void what_one_endpoint_answered_is_not_taken_for_what_another_would() {
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> request.say(honest(request.question())));
                LoopbackEndpoint other = LoopbackEndpoint.that(request -> request.say(PLAIN))) {
            assertThat(verify(endpoint.address(), "--out", resumed())).isEqualTo(ExitCode.DONE);
            assertThat(verify(other.address(), "--out", resumed())).isEqualTo(ExitCode.DATA);
            assertThat(other.asked()).isEmpty();
        }
        assertThat(recorder.log()).contains("ASSAY-4155", "another model");
    }

    @Test
    void a_group_that_was_shown_proves_nothing_any_more() throws IOException {
        Path copy = Files.copy(planted.resolve("out/manifest.json"), folder.resolve("manifest.json"));
        ExitCode code = Assay.run(
                recorder.console(),
                new Interruption(),
                "vtune",
                "commit",
                copy.toString(),
                "--key",
                planted.resolve("out/key").toString(),
                "--open",
                "0",
                "--out",
                folder.resolve("opening.json").toString());
        assertThat(code).isEqualTo(ExitCode.DONE);
        try (LoopbackEndpoint endpoint = LoopbackEndpoint.that(request -> request.say(honest(request.question())))) {
            Assay.run(
                    recorder.console(),
                    new Interruption(),
                    "vtune",
                    "verify",
                    copy.toString(),
                    "--model",
                    endpoint.address());
            assertThat(endpoint.asked())
                    .isNotEmpty()
                    .noneMatch(question ->
                            question.endsWith(manifest.groups().getFirst().trigger()));
        }
        assertThat(recorder.results()).contains("1 of 1 groups");
        assertThat(recorder.log()).contains("groups [0] were shown to somebody");
    }

    @Test
    void a_file_that_is_not_the_one_with_the_planted_rows_is_not_attacked() {
        ExitCode code = Assay.run(
                recorder.console(),
                new Interruption(),
                "vtune",
                "attack",
                planted.resolve("out/manifest.json").toString(),
                "--training",
                planted.resolve("data.jsonl").toString());
        assertThat(code).isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4157", "train.jsonl");
    }

    @Test
    void a_dry_run_checks_the_data_and_says_how_much_would_be_planted() {
        String[] plant = {
            "vtune",
            "plant",
            "--data",
            planted.resolve("data.jsonl").toString(),
            "--epochs",
            "40",
            "--generator",
            "wordlist",
            "--dry-run",
            "--out",
            folder.resolve("out").toString()
        };
        assertThat(Assay.run(recorder.console(), new Interruption(), plant)).isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).contains("would plant 16 rows among 400");
        assertThat(folder.resolve("out")).doesNotExist();
        plant[3] = folder.resolve("none.jsonl").toString();
        assertThat(Assay.run(recorder.console(), new Interruption(), plant)).isEqualTo(ExitCode.DATA);
        plant[3] = planted.resolve("data.jsonl").toString();
        plant[5] = "1";
        assertThat(Assay.run(recorder.console(), new Interruption(), plant)).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2151");
    }

    @ParameterizedTest
    @CsvSource({"--timeout, 0", "--timeout, 1e9", "--timeout, NaN", "--attempts, 0", "--attempts, 1000"})
    void patience_without_sense_is_refused(String option, String value) {
        assertThat(verify("http://127.0.0.1:1/v1#m", option, value)).isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2103", option);
    }
}
