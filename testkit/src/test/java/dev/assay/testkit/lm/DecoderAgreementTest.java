package dev.assay.testkit.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.base.AssayException;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.generate.Generated;
import dev.assay.lm.generate.GenerationListener;
import dev.assay.lm.generate.Generator;
import dev.assay.model.Sampling;
import dev.assay.tensor.Precision;
import dev.assay.testkit.reference.RandomCheckpoint;
import dev.assay.testkit.reference.ReferenceDecoder;
import dev.assay.testkit.reference.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every shape of every family against the decoder in plain Java.
class DecoderAgreementTest {
    private static final int END = 256;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void logits_of_all_positions_are_those_of_the_reference(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            int[] ids = RandomCheckpoint.ids(shape, 40, 3);
            double[][] expected = ReferenceDecoder.open(folder).logits(ids);
            float[][] found = Checkpoints.logits(model.decoder(), ids);
            assertThat(largestDifference(found, expected)).isLessThan(1e-5);
        }
    }

    private static double largestDifference(float[][] found, double[][] expected) {
        return IntStream.range(0, found.length)
                .mapToDouble(t -> IntStream.range(0, found[t].length)
                        .mapToDouble(i -> Math.abs(found[t][i] - expected[t][i]))
                        .max()
                        .orElseThrow())
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#refused")
    void what_is_not_computed_is_refused_by_name(Shape shape) {
        assertThatThrownBy(() -> Checkpoints.open(folder, shape))
                .isInstanceOfSatisfying(AssayException.class, e -> {
                    assertThat(e.problems()).hasSize(1);
                    assertThat(e.problems().getFirst().code()).isEqualTo("ASSAY-4050");
                    assertThat(e.problems().getFirst().where()).contains("config.json", "field");
                })
                .hasMessageContaining("is not supported");
    }

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void generation_with_a_cache_equals_full_computation_token_for_token(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            int[] prompt = RandomCheckpoint.ids(shape, 7, 5);
            int[] expected = untilEnd(ReferenceDecoder.open(folder).greedy(prompt, 32));
            Generated found = generate(model, List.of(prompt), Sampling.greedy().withMaxTokens(32))
                    .getFirst();
            assertThat(found.ids()).isEqualTo(expected);
        }
    }

    private static int[] untilEnd(int[] ids) {
        return IntStream.of(ids).takeWhile(id -> id != END).toArray();
    }

    private static List<Generated> generate(PretrainedModel model, List<int[]> prompts, Sampling sampling) {
        return Generator.of(model.decoder(), model.tokenizer()).generate(prompts, sampling, GenerationListener.SILENT);
    }

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void a_batch_padded_on_the_left_equals_its_prompts_one_by_one(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            List<int[]> prompts = IntStream.of(3, 11, 1, 17, 11)
                    .mapToObj(length -> RandomCheckpoint.ids(shape, length, length))
                    .toList();
            Sampling sampling =
                    Sampling.standard().withSeed(9).withMaxTokens(20).withTopLogprobs(2);
            List<Generated> together = generate(model, prompts, sampling);
            for (int i = 0; i < prompts.size(); i++) {
                Generated alone =
                        generate(model, List.of(prompts.get(i)), sampling).getFirst();
                assertThat(together.get(i).ids()).isEqualTo(alone.ids());
                assertThat(together.get(i).text()).isEqualTo(alone.text());
                assertThat(together.get(i).finish()).isEqualTo(alone.finish());
                assertThat(together.get(i).logProbabilities()).containsExactly(alone.logProbabilities(), within(1e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void log_probabilities_of_an_answer_are_those_of_the_reference(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            int[] prompt = RandomCheckpoint.ids(shape, 9, 4);
            Sampling sampling = Sampling.standard().withSeed(2).withMaxTokens(12);
            Generated found = generate(model, List.of(prompt), sampling).getFirst();
            int[] all = Arrays.copyOf(prompt, prompt.length + found.ids().length);
            System.arraycopy(found.ids(), 0, all, prompt.length, found.ids().length);
            double[] nlls = ReferenceDecoder.open(folder).tokenNlls(all);
            for (int i = 0; i < found.ids().length; i++) {
                assertThat(found.logProbabilities()[i]).isCloseTo(-nlls[prompt.length - 1 + i], within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void a_saved_model_opens_with_the_same_bits(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            model.save(folder.resolve("f32"), Map.of(), Precision.F32);
            requireSame(model, folder.resolve("f32"), LoadOptions.DEFAULT);
        }
        LoadOptions bf16 = LoadOptions.DEFAULT.with(Precision.BF16);
        try (PretrainedModel model = PretrainedModel.open(folder, bf16)) {
            model.save(folder.resolve("bf16"), Map.of(), Precision.BF16);
            requireSame(model, folder.resolve("bf16"), bf16);
        }
    }

    private static void requireSame(PretrainedModel model, Path saved, LoadOptions options) {
        int[] ids = {1, 5, 9, 40, 200, 7, 7};
        try (PretrainedModel opened = PretrainedModel.open(saved, options)) {
            assertThat(opened.decoder().config()).isEqualTo(model.decoder().config());
            assertThat(Checkpoints.logits(opened.decoder(), ids)).isEqualTo(Checkpoints.logits(model.decoder(), ids));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void a_config_written_anew_describes_the_same_decoder(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            var written = model.family().write(model.decoder().config());
            var reader = new dev.assay.lm.family.ConfigReader("config.json", written);
            assertThat(model.family().read(reader)).isEqualTo(model.decoder().config());
        }
    }
}
