package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceDecoderRefusalTest {
    private static final Shape LLAMA = Shape.of(Family.LLAMA);

    @TempDir
    Path folder;

    @Test
    void ids_outside_the_vocabulary_and_empty_texts_are_refused() {
        ReferenceDecoder decoder = ReferenceDecoder.open(RandomCheckpoint.write(folder, LLAMA, 1));
        assertThatThrownBy(() -> decoder.logits(new int[] {1, 97})).hasMessageContaining("id 97 at position 1");
        assertThatThrownBy(() -> decoder.logits(new int[] {-1})).hasMessageContaining("id -1");
        assertThatThrownBy(() -> decoder.logits(new int[0])).hasMessageContaining("0 ids");
        assertThatThrownBy(() -> decoder.nll(new int[] {1})).hasMessageContaining("at least two");
        assertThatThrownBy(() -> decoder.hidden(new int[] {1}, 3)).hasMessageContaining("0 to 2");
        assertThatThrownBy(() -> decoder.hidden(new int[] {1}, -1)).hasMessageContaining("0 to 2");
    }

    @Test
    void a_text_longer_than_gpt2s_positions_is_refused() {
        Shape shape = Shape.of(Family.GPT2);
        ReferenceDecoder decoder = ReferenceDecoder.open(RandomCheckpoint.write(folder, shape, 1));
        decoder.logits(new int[48]);
        assertThatThrownBy(() -> decoder.logits(new int[49]))
                .hasMessageContaining("49 ids")
                .hasMessageContaining("48");
    }

    @ParameterizedTest
    @CsvSource({
        "model_type, \"bert\", bert",
        "model_type, null, ''",
        "hidden_act, \"gelu\", gelu",
        "vocab_size, null, vocab_size is missing",
        "vocab_size, \"97\", vocab_size",
        "vocab_size, 98, '[98, 24]'",
        "hidden_size, 32, 32",
        "num_key_value_heads, 3, 4 heads cannot share 3",
        "num_key_value_heads, null, '[24, 24]'",
        "num_hidden_layers, 3, model.layers.2",
        "attention_bias, true, q_proj.bias",
        "mlp_bias, true, gate_proj.bias",
        "partial_rotary_factor, 0.5, partial_rotary_factor",
        "rope_scaling, '{\"rope_type\":\"longrope\",\"factor\":2}', longrope",
        "rope_scaling, '{\"rope_type\":\"linear\"}', factor is missing",
        "rope_scaling, '{\"rope_type\":\"linear\",\"factor\":0}', 0.0",
        "tie_word_embeddings, 1, tie_word_embeddings"
    })
    void a_config_that_is_not_known_or_does_not_fit_is_refused(String field, String value, String message)
            throws IOException {
        RandomCheckpoint.write(folder, LLAMA, 1);
        ObjectMapper json = new ObjectMapper();
        Path config = folder.resolve("config.json");
        ObjectNode fields = (ObjectNode) json.readTree(config.toFile());
        fields.set(field, json.readTree(value));
        Files.writeString(config, fields.toString());
        assertThatThrownBy(() -> ReferenceDecoder.open(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_missing_tensor_is_named() {
        Map<String, StoredTensor> tensors = RandomCheckpoint.tensors(LLAMA, 1);
        tensors.remove("model.layers.1.mlp.up_proj.weight");
        RandomCheckpoint.write(folder, LLAMA, tensors);
        assertThatThrownBy(() -> ReferenceDecoder.open(folder))
                .hasMessageContaining("model.layers.1.mlp.up_proj.weight");
    }

    @Test
    void a_missing_shard_is_named() throws IOException {
        RandomCheckpoint.write(folder, LLAMA.withStorage(StorageType.F32, 3), 1);
        Files.delete(folder.resolve("model-00002-of-00003.safetensors"));
        assertThatThrownBy(() -> ReferenceDecoder.open(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model-00002-of-00003.safetensors");
    }

    @Test
    void an_index_that_points_elsewhere_is_refused() throws IOException {
        RandomCheckpoint.write(folder, LLAMA.withStorage(StorageType.F32, 3), 1);
        refuseIndex(map -> map.put("model.norm.weight", "../model.safetensors"), "which is not there");
        refuseIndex(map -> map.put("model.norm.weight", "model-00001-of-00003.safetensors"), "lacks tensor");
    }

    private void refuseIndex(Consumer<ObjectNode> change, String message) throws IOException {
        Path index = folder.resolve("model.safetensors.index.json");
        ObjectNode json = (ObjectNode) new ObjectMapper().readTree(index.toFile());
        change.accept((ObjectNode) json.path("weight_map"));
        Files.writeString(index, json.toString());
        assertThatThrownBy(() -> ReferenceDecoder.open(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_folder_without_files_is_refused() throws IOException {
        assertThatThrownBy(() -> ReferenceDecoder.open(folder)).isInstanceOf(UncheckedIOException.class);
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": ");
        assertThatThrownBy(() -> ReferenceDecoder.open(folder)).hasMessageContaining("config.json is no JSON");
        Files.writeString(folder.resolve("config.json"), "[]");
        assertThatThrownBy(() -> ReferenceDecoder.open(folder)).hasMessageContaining("no JSON object");
    }
}
