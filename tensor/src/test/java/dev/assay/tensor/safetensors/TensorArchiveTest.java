package dev.assay.tensor.safetensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import dev.assay.tensor.Natives;
import dev.assay.tensor.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorArchiveTest {
    @TempDir
    private Path folder;

    @BeforeAll
    static void load() {
        Natives.load();
    }

    /// Five tensors of 40 bytes, the i-th full of i.
    private static Map<String, Tensor> five() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            tensors.put("layer." + (4 - i), torch.full(new long[] {10}, new Scalar((float) i)));
        }
        return tensors;
    }

    private static String tensor(String name) {
        return "{\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
    }

    private void index(String json) {
        HandMade.write(folder, TensorArchive.INDEX, json.getBytes(StandardCharsets.UTF_8));
    }

    private void shard(String name, String tensor, float value) {
        HandMade.write(folder, name, HandMade.file(tensor(tensor), HandMade.floats(value)));
    }

    private void assertRefused(Path path, String code, String part) {
        assertThatThrownBy(() -> TensorArchive.open(path).close())
                .isInstanceOf(AssayException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(part);
    }

    @Test
    void a_folder_with_one_file_is_read() {
        shard(TensorArchive.SINGLE, "w", 3);
        try (Scope scope = Scope.open();
                TensorArchive archive = TensorArchive.open(folder)) {
            assertThat(archive.names()).containsExactly("w");
            assertThat(archive.tensor("w").item_float()).isEqualTo(3f);
            assertThat(archive.entry("w").bytes()).isEqualTo(4);
            assertThat(archive.paths()).containsExactly(folder.resolve(TensorArchive.SINGLE));
            assertThatThrownBy(() -> archive.tensor("v"))
                    .isInstanceOf(AssayException.class)
                    .hasMessageContaining("ASSAY-4013");
        }
    }

    @Test
    void shards_put_together_by_hand_are_read_under_one_set_of_names() {
        shard("model-00001-of-00002.safetensors", "a", 1);
        shard("model-00002-of-00002.safetensors", "b", 2);
        index("{\"metadata\":{\"total_size\":8,\"x\":{\"y\":[1]}},\"weight_map\":{"
                + "\"b\":\"model-00002-of-00002.safetensors\",\"a\":\"model-00001-of-00002.safetensors\"}}");
        for (Path path : List.of(folder, folder.resolve(TensorArchive.INDEX))) {
            try (Scope scope = Scope.open();
                    TensorArchive archive = TensorArchive.open(path)) {
                assertThat(archive.names()).containsExactly("b", "a");
                assertThat(archive.tensor("a").item_float()).isEqualTo(1f);
                assertThat(archive.tensor("b").item_float()).isEqualTo(2f);
                assertThat(archive.metadata()).isEqualTo(Map.of("total_size", "8"));
                assertThat(archive.dataBytes()).isEqualTo(8);
            }
        }
    }

    @Test
    void shards_are_written_as_other_tools_lay_them_out() throws IOException {
        try (Scope scope = Scope.open()) {
            List<Path> written = TensorArchiveWriter.write(folder, five(), Map.of("format", "pt"), 80);
            assertThat(written)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactly(
                            "model-00001-of-00003.safetensors",
                            "model-00002-of-00003.safetensors",
                            "model-00003-of-00003.safetensors");
            JsonNode index = new ObjectMapper()
                    .readTree(folder.resolve(TensorArchive.INDEX).toFile());
            assertThat(index.at("/metadata/total_size").asLong()).isEqualTo(200);
            assertThat(index.at("/weight_map/layer.4").asText()).isEqualTo("model-00001-of-00003.safetensors");
            assertThat(index.at("/weight_map/layer.0").asText()).isEqualTo("model-00003-of-00003.safetensors");
            try (TensorArchive archive = TensorArchive.open(folder)) {
                assertThat(archive.names()).hasSize(5);
                five().forEach((name, tensor) ->
                        assertThat(torch.equal(archive.tensor(name), tensor)).isTrue());
            }
        }
    }

    @Test
    void a_tensor_larger_than_a_shard_has_a_shard_of_its_own() {
        try (Scope scope = Scope.open()) {
            assertThat(TensorArchiveWriter.write(folder, five(), Map.of(), 1)).hasSize(5);
            assertThat(TensorArchiveWriter.write(folder, Map.of(), Map.of(), 1)).hasSize(1);
        }
    }

    @Test
    void writing_again_leaves_nothing_of_the_model_before() throws IOException {
        try (Scope scope = Scope.open()) {
            TensorArchiveWriter.write(folder, five(), Map.of(), 80);
            TensorArchiveWriter.write(folder, five(), Map.of(), 1000);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(folder.resolve(TensorArchive.SINGLE));
            }
            TensorArchiveWriter.write(folder, five(), Map.of(), 80);
            TensorArchiveWriter.write(folder, five(), Map.of(), 120);
            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder(
                                "model-00001-of-00002.safetensors",
                                "model-00002-of-00002.safetensors",
                                TensorArchive.INDEX);
            }
        }
    }

    @Test
    void all_that_is_wrong_with_the_shards_is_said_at_once() {
        shard("there.safetensors", "a", 1);
        HandMade.write(folder, "broken.safetensors", new byte[3]);
        index("{\"weight_map\":{\"a\":\"there.safetensors\",\"b\":\"there.safetensors\",\"c\":\"gone.safetensors\","
                + "\"d\":\"broken.safetensors\"}}");
        assertThatThrownBy(() -> TensorArchive.open(folder).close())
                .isInstanceOfSatisfying(
                        AssayException.class,
                        e -> assertThat(e.problems())
                                .extracting(Problem::code)
                                .containsExactlyInAnyOrder("ASSAY-4016", "ASSAY-4016", "ASSAY-4012"))
                .hasMessageContaining("'b'")
                .hasMessageContaining("gone.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.safetensors",
                "sub/x.safetensors",
                "/etc/x.safetensors",
                "C:x.safetensors",
                "C:\\\\x.safetensors",
                "..\\\\x.safetensors",
                "\\u0000.safetensors",
                "a\\u0000.safetensors",
                ".hidden.safetensors",
                "..safetensors",
                "model.bin",
                ".",
                "..",
                ""
            })
    void a_shard_that_is_not_a_plain_name_is_refused(String name) {
        index("{\"weight_map\":{\"a\":\"" + name + "\"}}");
        assertRefused(folder, "ASSAY-4016", "not the plain name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"weight_map\":{}}",
                "{\"weight_map\":[]}",
                "{\"weight_map\":{\"a\":1}}",
                "{\"weight_map\":{\"a\":null}}",
                "{\"weight_map\":{\"a\":\"x.safetensors\",\"a\":\"x.safetensors\"}}",
                "{\"weight_map\":{\"a\":\"x.safetensors\"},\"weight_map\":{\"a\":\"x.safetensors\"}}",
                "{\"weight_map\":{\"a\":\"x.safetensors\"}} 1",
                "{\"metadata\":1,\"weight_map\":{\"a\":\"x.safetensors\"}}",
                "{\"other\":[[[[[[[[[[1]]]]]]]]]],\"weight_map\":{\"a\":\"x.safetensors\"}}"
            })
    void a_malformed_index_is_refused(String json) {
        shard("x.safetensors", "a", 1);
        index(json);
        assertRefused(folder, "ASSAY-4016", TensorArchive.INDEX);
    }

    @Test
    void a_folder_without_tensors_and_a_missing_path_are_problems() {
        assertRefused(folder, "ASSAY-4015", "neither");
        assertRefused(folder.resolve("no"), "ASSAY-4011", "no such file");
        assertRefused(folder.resolve("no.index.json"), "ASSAY-4011", "cannot be read");
    }
}
