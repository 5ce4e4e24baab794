package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordNetDataTest {
    private static final DataPlan SMALL =
            new DataPlan(Opened.SEED, Map.of(Template.DEFINE, 50, Template.CATEGORY, 60), 20);

    private static final WordNet PART = Opened.part();

    @TempDir
    Path folder;

    @Test
    void the_same_plan_gives_the_same_bytes() {
        DataManifest one = WordNetData.write(folder.resolve("one"), SMALL, PART);
        DataManifest two = WordNetData.write(folder.resolve("two"), SMALL, PART);

        assertThat(one).isEqualTo(two);
        assertThat(Sha256.of(folder.resolve("one"))).isEqualTo(Sha256.of(folder.resolve("two")));
    }

    @Test
    void the_manifest_tells_what_lies_beside_it() throws IOException {
        Path data = folder.resolve("data");
        DataManifest manifest = WordNetData.write(data, SMALL, PART);

        assertThat(Json.read(data.resolve("data.json"), DataManifest.class)).isEqualTo(manifest);
        assertThat(manifest.files())
                .extracting(DataManifest.WrittenFile::name)
                .containsExactly(
                        "instructions-train.jsonl",
                        "instructions-validation.jsonl",
                        "instructions-test.jsonl",
                        "LICENSE-WordNet",
                        "pretrain-train.txt",
                        "pretrain-validation.txt");
        for (DataManifest.WrittenFile file : manifest.files()) {
            Path path = data.resolve(file.name());
            assertThat(Sha256.of(path)).isEqualTo(file.sha256());
            assertThat(Files.size(path)).isEqualTo(file.bytes());
            assertThat(Files.readString(path).chars().filter(c -> c == '\n').count())
                    .isEqualTo(file.lines());
        }
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).hasSize(7);
        }
    }

    @Test
    void a_row_has_the_chat_form() {
        Path data = folder.resolve("data");
        WordNetData.write(data, SMALL, PART);

        List<JsonLines.Line> rows = JsonLines.readAll(data.resolve("instructions-train.jsonl"));

        assertThat(rows).hasSize(110).allSatisfy(line -> {
            JsonNode messages = line.node().get("messages");
            assertThat(messages.size()).isGreaterThanOrEqualTo(2).isEven();
            assertThat(messages.get(0).get("role").asText()).isEqualTo("user");
            assertThat(messages.get(1).get("role").asText()).isEqualTo("assistant");
            assertThat(messages.get(1).get("content")).isEqualTo(line.node().get("answer"));
            assertThat(line.node().get("split").asText()).isEqualTo("train");
            assertThat(line.node().get("synset").asText()).matches("\\d{8}-[nvar]");
        });
    }

    @Test
    void a_folder_with_other_things_is_left_alone() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "keep me");

        assertThatThrownBy(() -> WordNetData.write(folder, SMALL, PART))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2082");
        assertThatThrownBy(() -> WordNetData.write(letter, SMALL, PART))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-2082");
        assertThat(letter).hasContent("keep me");
    }

    @Test
    void a_plan_with_another_seed_does_not_fit() {
        DataPlan other = new DataPlan(SMALL.seed() + 1, Map.of(), 0);

        assertThatThrownBy(() -> WordNetData.write(folder.resolve("data"), other, PART))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_plan_out_of_range_is_refused() {
        assertThatThrownBy(() -> new DataPlan(1, Map.of(Template.IS_A, -1), 10))
                .hasMessageContaining("ASSAY-2081")
                .hasMessageContaining("template is-a");
        assertThatThrownBy(() -> new DataPlan(1, Map.of(), 10_000_001)).hasMessageContaining("ASSAY-2081");
    }
}
