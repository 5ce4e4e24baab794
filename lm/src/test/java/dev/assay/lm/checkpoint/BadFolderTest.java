package dev.assay.lm.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.base.Problem;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.lm.tokenizer.Tokenizers;
import dev.assay.tensor.safetensors.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders that are no model: each gives one clear problem.
class BadFolderTest {
    @TempDir
    Path folder;

    private List<Problem> problems() {
        AssayException refusal = assertThatExceptionOfType(AssayException.class)
                .isThrownBy(
                        () -> PretrainedModel.open(folder, LoadOptions.DEFAULT).close())
                .actual();
        assertThat(refusal.exitCode()).isEqualTo(ExitCode.DATA);
        return refusal.problems();
    }

    private Problem only() {
        List<Problem> problems = problems();
        assertThat(problems).hasSize(1);
        return problems.getFirst();
    }

    @Test
    void the_folder_itself_is_fine() {
        TinyFolder.write(folder);
        try (PretrainedModel model = PretrainedModel.open(folder, LoadOptions.DEFAULT)) {
            assertThat(model.decoder().config().vocabulary()).isEqualTo(TinyFolder.VOCABULARY);
        }
    }

    @Test
    void a_missing_tensor_is_named_with_the_shape_it_needs() {
        TinyFolder.withTensors(folder, tensors -> tensors.remove("model.layers.1.mlp.up_proj.weight"));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4052");
        assertThat(problem.where()).contains("model.layers.1.mlp.up_proj.weight: missing", "[24, 16]");
    }

    @Test
    void a_tensor_of_another_shape_is_named_with_both_shapes() {
        TinyFolder.withTensors(
                folder, tensors -> tensors.put("model.layers.0.self_attn.k_proj.weight", torch.zeros(16, 8)));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4052");
        assertThat(problem.where()).contains("k_proj.weight: found [16, 8], needed [8, 16]");
    }

    @Test
    void a_layer_that_the_configuration_does_not_describe_is_refused() {
        TinyFolder.withConfig(folder, config -> config.put("num_hidden_layers", 1));
        assertThat(problems()).hasSizeBetween(1, 9).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("ASSAY-4053");
            assertThat(problem.where()).contains("model.layers.1.");
        });
    }

    @Test
    void a_file_that_is_no_model_at_all_is_told_in_a_few_problems_and_the_rest_counted() {
        TinyFolder.withTensors(folder, tensors -> {
            tensors.clear();
            tensors.put("other", torch.zeros(1));
        });
        assertThat(problems()).hasSizeLessThan(10);
        assertThat(problems().getLast().what()).contains("more");
    }

    @Test
    void a_missing_shard_is_named() throws IOException {
        TinyFolder.write(folder);
        Files.delete(folder.resolve("model.safetensors"));
        Map<String, Tensor> half = new LinkedHashMap<>(TinyFolder.tensors());
        ObjectNode index = JsonNodeFactory.instance.objectNode();
        ObjectNode map = index.putObject("weight_map");
        half.keySet().forEach(name -> map.put(name, name.contains("layers.1") ? "b.safetensors" : "a.safetensors"));
        half.keySet().removeIf(name -> name.contains("layers.1"));
        SafetensorsWriter.write(folder.resolve("a.safetensors"), half, Map.of());
        TinyFolder.write(folder.resolve("model.safetensors.index.json"), Json.write(index));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4016");
        assertThat(problem.what()).contains("b.safetensors");
        assertThat(problem.where()).contains("model.safetensors.index.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hidden_size", "num_attention_heads", "vocab_size", "num_hidden_layers", "intermediate_size"})
    void a_field_that_is_not_there_is_named(String field) {
        TinyFolder.withConfig(folder, config -> config.remove(field));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4050");
        assertThat(problem.what()).contains("lacks '" + field + "'");
        assertThat(problem.where()).contains("config.json", field);
    }

    @ParameterizedTest
    @CsvSource({
        "num_attention_heads, 3, num_key_value_heads, 2",
        "num_key_value_heads, 3, num_attention_heads, 2",
        "num_key_value_heads, 4, num_attention_heads, 2"
    })
    void heads_that_contradict_each_other_are_refused(String first, int one, String second, int other) {
        TinyFolder.withConfig(folder, config -> config.put(first, one).put(second, other));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4050");
        assertThat(problem.what()).contains("evenly");
        assertThat(problem.where()).contains("num_key_value_heads");
    }

    @Test
    void a_width_that_heads_cannot_share_is_refused() {
        TinyFolder.withConfig(
                folder,
                config -> config.put("num_attention_heads", 3)
                        .put("num_key_value_heads", 3)
                        .remove("head_dim"));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4050");
        assertThat(problem.what()).contains("16", "3");
    }

    @ParameterizedTest
    @CsvSource({
        "hidden_size, -4",
        "hidden_size, 1.5",
        "hidden_size, '\"16\"'",
        "vocab_size, 4294967297",
        "rms_norm_eps, 0",
        "rms_norm_eps, 1e999",
        "tie_word_embeddings, 1",
        "rope_theta, -1",
        "rope_scaling, '\"linear\"'",
        "rope_scaling, '{\"rope_type\": \"linear\"}'",
        "rope_scaling, '{\"rope_type\": \"longrope\", \"factor\": 2}'",
        "rope_scaling, '{\"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 4, \"high_freq_factor\": 4}'",
        "hidden_act, 5"
    })
    void a_field_of_the_wrong_kind_is_named(String field, String value) throws IOException {
        TinyFolder.withConfig(folder, config -> config.put(field, "@"));
        Path file = folder.resolve("config.json");
        TinyFolder.write(file, Files.readString(file).replace("\"@\"", value));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4050");
        assertThat(problem.where()).contains("config.json", field);
    }

    @ParameterizedTest
    @CsvSource({
        "hidden_size, 2000000000",
        "hidden_size, 16000000",
        "num_hidden_layers, 2000000000",
        "vocab_size, 2000000000",
        "head_dim, 2000000000",
        "max_position_embeddings, 2000000000",
        "intermediate_size, 16000000"
    })
    void numbers_that_no_machine_could_hold_are_refused_without_taking_the_memory(String field, int value) {
        TinyFolder.withConfig(folder, config -> config.put(field, value));
        assertThat(problems())
                .hasSizeLessThan(10)
                .allSatisfy(problem -> assertThat(problem.code()).isIn("ASSAY-4050", "ASSAY-4052"));
    }

    @Test
    void an_unknown_model_type_lists_the_known_ones() {
        TinyFolder.withConfig(folder, config -> config.put("model_type", "mamba"));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4051");
        assertThat(problem.what()).contains("mamba");
        assertThat(problem.mend()).contains("gpt2", "llama", "mistral", "qwen2");
    }

    @Test
    void an_unknown_activation_is_named() {
        TinyFolder.withConfig(folder, config -> config.put("hidden_act", "snake"));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4020");
        assertThat(problem.what()).contains("snake");
        assertThat(problem.where()).contains("config.json");
    }

    @Test
    void a_tokenizer_with_more_ids_than_the_model_is_refused_with_both_counts() {
        TinyFolder.withConfig(folder, config -> config.put("vocab_size", 200));
        Problem problem = only();
        assertThat(problem.code()).isEqualTo("ASSAY-4055");
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            assertThat(problem.where()).contains("has " + tokenizer.vocabulary() + " ids, the model 200");
        }
    }

    @Test
    void a_folder_without_a_model_and_a_folder_that_is_not_there_are_told_apart() {
        assertThat(only().what()).contains("holds no model");
        folder = folder.resolve("nowhere");
        assertThat(only().what()).contains("no such folder");
        assertThat(only().code()).isEqualTo("ASSAY-4054");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "\"llama\"", "{}", "{\"model_type\": 3}"})
    void a_configuration_that_is_no_configuration_is_refused(String text) {
        TinyFolder.write(folder);
        TinyFolder.write(folder.resolve("config.json"), text);
        assertThat(only().code()).isEqualTo("ASSAY-4051");
    }
}
