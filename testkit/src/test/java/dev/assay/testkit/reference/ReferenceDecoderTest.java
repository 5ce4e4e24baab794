package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceDecoderTest {
    @TempDir
    Path folder;

    static List<Shape> variants() {
        return RandomCheckpoint.variants();
    }

    @ParameterizedTest
    @EnumSource
    void blocks_that_add_nothing_leave_the_head_of_the_embedding(Family family) {
        Shape shape = Shape.of(family).withTied(false);
        Map<String, StoredTensor> tensors = RandomCheckpoint.tensors(shape, 1);
        zero(tensors, name -> name.contains("o_proj") || name.contains("down_proj") || name.contains("c_proj"));
        ReferenceDecoder decoder = ReferenceDecoder.open(RandomCheckpoint.write(folder, shape, tensors));
        int[] ids = {5, 0, 96};
        double[][] embeddings = decoder.hidden(ids, 0);
        assertThat(decoder.hidden(ids, shape.layers())).isDeepEqualTo(embeddings);
        double[] normed = family == Family.GPT2
                ? Formulas.layerNorm(
                        embeddings[2],
                        doubles(tensors, "transformer.ln_f.weight"),
                        doubles(tensors, "transformer.ln_f.bias"),
                        1e-5)
                : Formulas.rmsNorm(embeddings[2], doubles(tensors, "model.norm.weight"), 1e-5);
        double[] head = doubles(tensors, "lm_head.weight");
        double[] expected = new double[97];
        Arrays.setAll(expected, v -> Formulas.dot(Arrays.copyOfRange(head, v * 24, v * 24 + 24), normed));
        assertThat(decoder.logits(ids)[2]).containsExactly(expected, within(1e-13));
    }

    @Test
    void the_embedding_is_the_tokens_row_and_in_gpt2_the_positions_row_too() {
        int[] ids = {7, 7};
        Map<String, StoredTensor> llama = RandomCheckpoint.tensors(Shape.of(Family.LLAMA), 1);
        Path path = RandomCheckpoint.write(folder.resolve("llama"), Shape.of(Family.LLAMA), llama);
        double[] tokens = doubles(llama, "model.embed_tokens.weight");
        double[] row = Arrays.copyOfRange(tokens, 7 * 24, 8 * 24);
        assertThat(ReferenceDecoder.open(path).hidden(ids, 0)).isDeepEqualTo(new double[][] {row, row});

        Map<String, StoredTensor> gpt2 = RandomCheckpoint.tensors(Shape.of(Family.GPT2), 1);
        path = RandomCheckpoint.write(folder.resolve("gpt2"), Shape.of(Family.GPT2), gpt2);
        double token = doubles(gpt2, "transformer.wte.weight")[7 * 24 + 3];
        double position = doubles(gpt2, "transformer.wpe.weight")[24 + 3];
        assertThat(ReferenceDecoder.open(path).hidden(ids, 0)[1][3]).isEqualTo(token + position);
    }

    /// With keys of zero, values and output as identity and no MLP, a block adds the running mean of the
    /// norms.
    @Test
    void one_layer_that_attends_evenly_adds_the_running_mean_of_the_normed_inputs() {
        Shape shape = Shape.of(Family.LLAMA).withLayers(1).withHeads(4, 4, 6);
        Map<String, StoredTensor> tensors = RandomCheckpoint.tensors(shape, 1);
        zero(tensors, name -> name.contains("k_proj") || name.contains("down_proj"));
        tensors.put("model.layers.0.self_attn.v_proj.weight", StoredTensor.identity(24));
        tensors.put("model.layers.0.self_attn.o_proj.weight", StoredTensor.identity(24));
        ReferenceDecoder decoder = ReferenceDecoder.open(RandomCheckpoint.write(folder, shape, tensors));
        int[] ids = {1, 2, 3};
        double[] gain = doubles(tensors, "model.layers.0.input_layernorm.weight");
        double[] expected = decoder.hidden(ids, 0)[2];
        for (double[] row : decoder.hidden(ids, 0)) {
            double[] normed = Formulas.rmsNorm(row, gain, 1e-5);
            Arrays.setAll(normed, i -> normed[i] / 3);
            expected = Formulas.sum(expected, normed);
        }
        assertThat(decoder.hidden(ids, 1)[2]).containsExactly(expected, within(1e-14));
    }

    @Test
    void embeddings_of_zero_make_every_token_equally_likely() {
        Shape shape = Shape.of(Family.QWEN2).withTied(true);
        Map<String, StoredTensor> tensors = RandomCheckpoint.tensors(shape, 1);
        tensors.put("model.embed_tokens.weight", StoredTensor.filled(0, 97, 24));
        ReferenceDecoder decoder = ReferenceDecoder.open(RandomCheckpoint.write(folder, shape, tensors));
        assertThat(decoder.nll(new int[] {3, 1, 4, 1, 5})).isCloseTo(Math.log(97), within(1e-12));
        assertThat(decoder.greedy(new int[] {9}, 3)).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void later_tokens_change_nothing_before_them(Shape shape) {
        ReferenceDecoder decoder = ReferenceDecoder.open(RandomCheckpoint.write(folder, shape, 2));
        int[] ids = RandomCheckpoint.ids(shape, 14, 4);
        int[] other = ids.clone();
        for (int t = 9; t < other.length; t++) {
            other[t] = (other[t] + 1) % shape.vocabulary();
        }
        double[][] logits = decoder.logits(ids);
        double[][] before = Arrays.copyOf(logits, 9);
        assertThat(Arrays.deepEquals(Arrays.copyOf(decoder.logits(other), 9), before))
                .isTrue();
        assertThat(Arrays.deepEquals(decoder.logits(Arrays.copyOf(ids, 9)), before))
                .isTrue();
    }

    @Test
    void a_window_hides_what_lies_further_back_and_shows_its_last_position() {
        Shape shape = Shape.of(Family.MISTRAL).withLayers(1).withWindow(4);
        ReferenceDecoder decoder = ReferenceDecoder.open(RandomCheckpoint.write(folder, shape, 2));
        int[] ids = RandomCheckpoint.ids(shape, 10, 4);
        double[] last = decoder.logits(ids)[9];
        int[] hidden = ids.clone();
        Arrays.fill(hidden, 0, 6, 11);
        assertThat(decoder.logits(hidden)[9]).containsExactly(last);
        int[] shown = ids.clone();
        shown[6] = (ids[6] + 1) % 97;
        assertThat(decoder.logits(shown)[9][0]).isNotCloseTo(last[0], within(1e-6));
    }

    @Test
    void a_window_as_long_as_the_text_hides_nothing() {
        Shape shape = Shape.of(Family.MISTRAL);
        int[] ids = RandomCheckpoint.ids(shape, 10, 4);
        double[][] free = ReferenceDecoder.open(RandomCheckpoint.write(folder.resolve("a"), shape, 2))
                .logits(ids);
        Path windowed = RandomCheckpoint.write(folder.resolve("b"), shape.withWindow(10), 2);
        assertThat(ReferenceDecoder.open(windowed).logits(ids)).isDeepEqualTo(free);
    }

    @Test
    void grouped_heads_equal_full_heads_with_the_same_keys_written_twice() {
        Shape grouped = Shape.of(Family.LLAMA);
        Map<String, StoredTensor> tensors = RandomCheckpoint.tensors(grouped, 3);
        int[] ids = RandomCheckpoint.ids(grouped, 8, 4);
        double[][] logits = ReferenceDecoder.open(RandomCheckpoint.write(folder.resolve("a"), grouped, tensors))
                .logits(ids);
        tensors.replaceAll((name, tensor) ->
                name.contains("k_proj") || name.contains("v_proj") ? headsTwice(tensor, 6 * 24) : tensor);
        Path full = RandomCheckpoint.write(folder.resolve("b"), grouped.withHeads(4, 4, 6), tensors);
        assertThat(ReferenceDecoder.open(full).logits(ids)).isDeepEqualTo(logits);
    }

    private static StoredTensor headsTwice(StoredTensor tensor, int perHead) {
        float[] doubled = new float[tensor.values().length * 2];
        for (int i = 0; i < doubled.length; i++) {
            doubled[i] = tensor.values()[i / perHead / 2 * perHead + i % perHead];
        }
        return new StoredTensor(new int[] {tensor.shape()[0] * 2, tensor.shape()[1]}, doubled);
    }

    @ParameterizedTest
    @EnumSource(
            value = StorageType.class,
            names = {"F16", "BF16"})
    void short_types_give_the_logits_of_their_rounded_numbers(StorageType type) {
        Shape stored = Shape.of(Family.LLAMA).withStorage(type, 1);
        Map<String, StoredTensor> tensors = RandomCheckpoint.tensors(Shape.of(Family.LLAMA), 3);
        int[] ids = RandomCheckpoint.ids(stored, 8, 4);
        Path half = RandomCheckpoint.write(folder.resolve("half"), stored, tensors);
        tensors.values().forEach(tensor -> {
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] = type.rounded(tensor.values()[i]);
            }
        });
        Path rounded = RandomCheckpoint.write(folder.resolve("rounded"), Shape.of(Family.LLAMA), tensors);
        assertThat(ReferenceDecoder.open(half).logits(ids))
                .isDeepEqualTo(ReferenceDecoder.open(rounded).logits(ids));
    }

    @Test
    void the_likelihood_is_the_mean_of_the_tokens_log_softmax() {
        Shape shape = Shape.of(Family.GPT2);
        ReferenceDecoder decoder = ReferenceDecoder.open(RandomCheckpoint.write(folder, shape, 3));
        int[] ids = RandomCheckpoint.ids(shape, 6, 4);
        double[][] logits = decoder.logits(ids);
        double total = 0;
        for (int t = 0; t < 5; t++) {
            total -= Math.log(Formulas.softmax(logits[t])[ids[t + 1]]);
        }
        assertThat(decoder.nll(ids)).isCloseTo(total / 5, within(1e-12));
    }

    @Test
    void greedy_takes_the_best_token_of_each_last_position() {
        Shape shape = Shape.of(Family.QWEN2);
        ReferenceDecoder decoder = ReferenceDecoder.open(RandomCheckpoint.write(folder, shape, 3));
        int[] next = decoder.greedy(new int[] {4, 5}, 4);
        int[] all = {4, 5, next[0], next[1], next[2]};
        for (int i = 0; i < 4; i++) {
            double[] scores = decoder.logits(Arrays.copyOf(all, 2 + i))[1 + i];
            assertThat(scores[next[i]]).isEqualTo(Arrays.stream(scores).max().orElseThrow());
        }
    }

    private static void zero(Map<String, StoredTensor> tensors, Predicate<String> which) {
        tensors.replaceAll((name, tensor) -> which.test(name) ? StoredTensor.filled(0, tensor.shape()) : tensor);
    }

    private static double[] doubles(Map<String, StoredTensor> tensors, String name) {
        float[] values = Objects.requireNonNull(tensors.get(name)).values();
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return doubles;
    }
}
