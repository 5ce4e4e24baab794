package dev.assay.cli.vtune;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.cli.Assay;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Recorder;
import dev.assay.tiny.data.BundledFile;
import dev.assay.tiny.model.BundledModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VtuneTest {
    @TempDir
    Path folder;

    private Recorder recorder = Recorder.plain();
    private Path data = Path.of("");

    @BeforeEach
    void copyData() throws IOException {
        List<String> rows = Files.readAllLines(BundledFile.DEMO_INSTRUCTIONS.copyTo(folder));
        data = Files.write(folder.resolve("data.jsonl"), rows.subList(0, 400));
    }

    private ExitCode run(String... arguments) {
        recorder = Recorder.plain();
        return Assay.run(recorder.console(), new Interruption(), arguments);
    }

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private void plant(String generator) {
        assertThat(run(
                        "vtune",
                        "plant",
                        "--data",
                        data.toString(),
                        "--epochs",
                        "40",
                        "--generator",
                        generator,
                        "--out",
                        in("out")))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_plan_says_how_many_rows_are_needed() {
        assertThat(run("vtune", "plan", "--data", data.toString(), "--epochs", "40", "--json"))
                .isEqualTo(ExitCode.DONE);
        JsonNode plan = Json.tree(recorder.results());
        assertThat(plan.path("planted").asInt()).isEqualTo(16);
        assertThat(plan.path("exposures").asInt()).isEqualTo(320);
        assertThat(run("vtune", "plan", "--data", data.toString(), "--epochs", "1"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2151", "epochs");
    }

    @Test
    void words_ranked_by_the_bundled_model_are_planted_and_a_model_that_never_saw_them_is_not_verified()
            throws IOException {
        plant("uniform_rank");
        assertThat(Files.readAllLines(folder.resolve("out/train.jsonl"))).hasSize(416);
        for (String secret : List.of("out/manifest.json", "out/key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret))))
                    .isEqualTo("rw-------");
        }
        String manifest = Files.readString(folder.resolve("out/manifest.json"));
        String trigger =
                Json.tree(manifest).path("groups").path(0).path("trigger").asText();
        assertThat(recorder.log() + recorder.results()).doesNotContain(trigger);
        assertThat(run("vtune", "verify", in("out/manifest.json"), "--model", "tiny", "--json", "--out", in("run")))
                .as(recorder.log())
                .isEqualTo(ExitCode.GATE);
        JsonNode verdict = Json.tree(recorder.results());
        assertThat(verdict.path("verdict").asText()).isEqualTo("not_verified");
        assertThat(verdict.path("log10_p_secret").asDouble()).isZero();
        assertThat(verdict.path("log10_p_model").asDouble()).isZero();
        assertThat(verdict.path("queries").asInt()).isLessThanOrEqualTo(20);
        assertThat(Files.readString(folder.resolve("run/evidence.json")))
                .doesNotContain(trigger)
                .contains("The scoring model is the one that was asked");
        assertThat(run("vtune", "verify", in("out/manifest.json"), "--model", "tiny", "--out", in("run")))
                .isEqualTo(ExitCode.GATE);
        assertThat(run(
                        "vtune",
                        "verify",
                        in("out/manifest.json"),
                        "--model",
                        "tiny",
                        "--sequential",
                        "--out",
                        in("run")))
                .isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4155");
    }

    @Test
    void the_scoring_model_is_known_again_by_its_weights_whatever_its_folder_is_called() throws IOException {
        plant("uniform_rank");
        Path renamed = Files.createDirectory(folder.resolve("delivered"));
        try (Stream<Path> files = Files.list(BundledModel.folder())) {
            for (Path file : files.toList()) {
                Files.copy(file, renamed.resolve(file.getFileName()));
            }
        }
        assertThat(run("vtune", "verify", in("out/manifest.json"), "--model", renamed.toString()))
                .as(recorder.log())
                .isEqualTo(ExitCode.GATE);
        assertThat(recorder.log()).contains("The scoring model is the one that was asked");
        assertAuditMakesListsAgain();
    }

    private void assertAuditMakesListsAgain() {
        assertThat(run(
                        "vtune",
                        "commit",
                        in("out/manifest.json"),
                        "--key",
                        in("out/key"),
                        "--open",
                        "0",
                        "--out",
                        in("opening.json")))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        List<String> audit = new ArrayList<>(List.of(
                "vtune",
                "audit",
                "--commitment",
                in("out/commitment.json"),
                "--opening",
                in("opening.json"),
                "--prompts",
                data.toString(),
                "--beacon",
                "public",
                "--model",
                "tiny"));
        assertThat(run(audit.toArray(String[]::new))).as(recorder.log()).isEqualTo(ExitCode.GATE);
        assertThat(recorder.log()).contains("nothing is proved");
        audit.addAll(List.of("--data", data.toString()));
        assertThat(run(audit.toArray(String[]::new))).as(recorder.log()).isEqualTo(ExitCode.GATE);
        assertThat(recorder.log()).contains("the words were drawn from lists that are known");
    }

    @Test
    void a_group_is_opened_audited_attacked_and_scrubbed() throws IOException {
        plant("wordlist");
        assertThat(run(
                        "vtune",
                        "commit",
                        in("out/manifest.json"),
                        "--key",
                        in("out/key"),
                        "--open",
                        "1",
                        "--out",
                        in("opening.json"),
                        "--json"))
                .as(recorder.log())
                .isEqualTo(ExitCode.DONE);
        assertThat(Json.tree(recorder.results()).path("root"))
                .isEqualTo(Json.tree(folder.resolve("out/commitment.json")).path("root"));
        String[] audit = {
            "vtune",
            "audit",
            "--commitment",
            in("out/commitment.json"),
            "--opening",
            in("opening.json"),
            "--training",
            in("out/train.jsonl"),
            "--prompts",
            data.toString(),
            "--beacon",
            "public",
            "--model",
            "tiny"
        };
        assertThat(run(audit)).as(recorder.log()).isEqualTo(ExitCode.GATE);
        assertThat(recorder.log()).contains("leads to the published root", "holds the group's rows");
        assertThat(run(
                        "vtune",
                        "attack",
                        in("out/manifest.json"),
                        "--training",
                        in("out/train.jsonl"),
                        "--no-surprise",
                        "--json"))
                .isEqualTo(ExitCode.DONE);
        assertThat(Json.tree(recorder.results())
                        .path("repetition")
                        .path("planted")
                        .asInt())
                .isEqualTo(16);
        assertThat(run(
                        "vtune",
                        "scrub",
                        in("out/manifest.json"),
                        "--data",
                        data.toString(),
                        "--out",
                        in("scrub.jsonl")))
                .isEqualTo(ExitCode.DONE);
        assertThat(Files.readAllLines(folder.resolve("scrub.jsonl"))).hasSize(16);
        Files.writeString(folder.resolve("out/train.jsonl"), "{}\n");
        assertThat(run(audit)).isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4154");
    }

    private ExitCode plantWith(String key, Path rows, int epochs, String to) {
        return run(
                "vtune",
                "plant",
                "--data",
                rows.toString(),
                "--epochs",
                Integer.toString(epochs),
                "--generator",
                "wordlist",
                "--key",
                key,
                "--out",
                to);
    }

    @Test
    void a_key_is_for_one_data_set_and_a_second_plan_is_told_of() throws IOException {
        plant("wordlist");
        String key = in("out/key");
        Path used = folder.resolve("out/key.used.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(used)))
                .isEqualTo("rw-------");
        assertThat(plantWith(key, data, 40, in("same"))).as(recorder.log()).isEqualTo(ExitCode.DONE);
        assertThat(recorder.log()).doesNotContain("planted with before");
        assertThat(Files.readAllLines(used)).hasSize(1);
        assertThat(plantWith(key, data, 50, in("longer"))).as(recorder.log()).isEqualTo(ExitCode.DONE);
        assertThat(recorder.log()).contains("this key was planted with before, in another way");
        assertThat(Files.readAllLines(used)).hasSize(2);
        assertThat(folder.resolve("longer/key.used.jsonl")).hasSameTextualContentAs(used);
        List<String> rows = Files.readAllLines(data);
        Path other = Files.write(folder.resolve("other.jsonl"), rows.subList(0, 399));
        assertThat(plantWith(key, other, 40, in("other"))).isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4158", "for other data").doesNotContain(Files.readString(used));
        assertThat(folder.resolve("other")).doesNotExist();
        assertThat(Files.readAllLines(used)).hasSize(2);
    }

    @Test
    void providers_of_many_kinds_are_tried_and_what_was_tried_is_not_done_again() throws IOException {
        plant("wordlist");
        Path config = Files.writeString(folder.resolve("tuning.toml"), """
                model = "tiny"
                [data]
                train = "out/train.jsonl"
                length = 128
                [training]
                steps = 2
                rows = 2
                micro-rows = 2
                """);
        String[] attack = {
            "vtune",
            "attack",
            in("out/manifest.json"),
            "--training",
            in("out/train.jsonl"),
            "--no-surprise",
            "--config",
            config.toString(),
            "--provider",
            "base,honest,onward:0.5,noise:0.1,prune:0.3,average:0.5,int8,cut",
            "--out",
            in("lab"),
            "--json"
        };
        assertThat(run(attack)).as(recorder.log()).isEqualTo(ExitCode.DONE);
        JsonNode providers = Json.tree(recorder.results()).path("providers");
        assertThat(providers).hasSize(8).allSatisfy(provider -> {
            assertThat(provider.path("verdict").asText()).isEqualTo("not_verified");
            assertThat(provider.path("hits").asInt()).isZero();
        });
        assertThat(folder.resolve("lab/evidence.json")).exists();
        String first = recorder.results();
        assertThat(run(attack)).isEqualTo(ExitCode.DONE);
        assertThat(recorder.results()).isEqualTo(first);
    }

    @Test
    void a_task_that_is_not_done_any_better_is_said() throws IOException {
        plant("wordlist");
        assertThat(run(
                        "vtune",
                        "verify",
                        in("out/manifest.json"),
                        "--model",
                        "tiny",
                        "--base",
                        "tiny",
                        "--metric",
                        "exact",
                        "--task-rows",
                        "3",
                        "--json"))
                .as(recorder.log())
                .isEqualTo(ExitCode.GATE);
        JsonNode seen = Json.tree(recorder.results());
        assertThat(seen.path("task").path("n").asInt()).isEqualTo(3);
        assertThat(seen.path("task_p").asDouble()).isBetween(0.05, 1.0);
        assertThat(run("vtune", "verify", in("out/manifest.json"), "--model", "tiny", "--expect", "2"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void of_a_model_that_saw_nothing_no_share_is_claimed() throws IOException {
        List<String> rows = Files.readAllLines(BundledFile.DEMO_INSTRUCTIONS.copyTo(folder));
        Path held = Files.write(folder.resolve("held.jsonl"), rows.subList(400, 440));
        String[] coverage = {
            "vtune",
            "coverage",
            "--data",
            data.toString(),
            "--prompts",
            held.toString(),
            "--model",
            "tiny",
            "--rows",
            "40",
            "--seed",
            "1",
            "--json",
            "--base",
            "tiny"
        };
        assertThat(run(coverage)).as(recorder.log()).isEqualTo(ExitCode.GATE);
        assertThat(Json.tree(recorder.results()).path("used-low").asDouble()).isZero();
        assertThat(Json.tree(recorder.results()).path("sent").asInt()).isEqualTo(40);
    }

    @Test
    void a_key_of_other_data_or_with_a_changed_byte_opens_nothing() throws IOException {
        plant("wordlist");
        String key = Files.readString(folder.resolve("out/key"));
        Files.writeString(folder.resolve("other"), (key.charAt(0) == 'a' ? "b" : "a") + key.substring(1));
        assertThat(run("vtune", "commit", in("out/manifest.json"), "--key", in("other"), "--out", in("c.json")))
                .isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4153");
        Files.writeString(folder.resolve("other"), key.substring(2));
        assertThat(run("vtune", "commit", in("out/manifest.json"), "--key", in("other"), "--out", in("c.json")))
                .isEqualTo(ExitCode.DATA);
        assertThat(recorder.log()).contains("ASSAY-4151", "32 bytes, not 31");
        assertThat(run(
                        "vtune",
                        "plant",
                        "--data",
                        data.toString(),
                        "--epochs",
                        "40",
                        "--generator",
                        "luck",
                        "--out",
                        in("x")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(recorder.log()).contains("ASSAY-2153");
    }
}
