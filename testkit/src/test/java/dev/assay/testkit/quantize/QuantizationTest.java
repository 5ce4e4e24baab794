package dev.assay.testkit.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderSurgery;
import dev.assay.lm.family.Input;
import dev.assay.lm.quantize.Quantization;
import dev.assay.model.Answer;
import dev.assay.model.AnswerListener;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.nn.Pass;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.Int4Dense;
import dev.assay.nn.linear.Int8Dense;
import dev.assay.nn.linear.Int8Split;
import dev.assay.nn.linear.LinearMap;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Scope;
import dev.assay.testkit.reference.Family;
import dev.assay.testkit.reference.RandomCheckpoint;
import dev.assay.testkit.reference.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QuantizationTest {
    @TempDir
    Path folder;

    private PretrainedModel open(Family family, Precision precision) {
        boolean gpt2 = family == Family.GPT2;
        Shape small = Shape.of(family);
        Shape shape = new Shape(
                small.name(),
                family,
                new Shape.Sizes(320, 64, 2, gpt2 ? 256 : 128, 64),
                new Shape.Heads(4, gpt2 ? 4 : 2, 16),
                small.tied(),
                small.storage(),
                small.shards(),
                small.biases(),
                small.rope(),
                small.window(),
                small.quirks());
        RandomCheckpoint.write(folder, shape, 5);
        return PretrainedModel.open(folder, LoadOptions.DEFAULT.with(precision));
    }

    private static List<Linear> linears(Decoder decoder) {
        List<Linear> all = new ArrayList<>();
        DecoderSurgery.replaceLinears(decoder, (path, linear) -> {
            all.add(linear);
            return linear;
        });
        return all;
    }

    private static Tensor logits(Decoder decoder) {
        Tensor ids = torch.arange(new org.bytedeco.pytorch.Scalar(40)).view(1, 40);
        return decoder.logits(Input.of(ids), Pass.inference()).to(torch.ScalarType.Float);
    }

    @ParameterizedTest
    @EnumSource
    void a_model_of_codes_computes_what_the_matrices_they_stand_for_compute(Family family) {
        try (PretrainedModel model = open(family, Precision.F32);
                var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            for (Quantization kind : Quantization.values()) {
                Decoder coded = kind.apply(model.decoder(), new ArrayList<>());
                assertThat(linears(coded)).noneMatch(linear -> linear.map() instanceof Dense);
                Decoder whole = DecoderSurgery.replaceLinears(
                        coded,
                        (path, old) -> old.withMap(
                                new Dense(((LinearMap) old.map()).toDense().contiguous())));
                Tensor expected = logits(whole);
                double size = expected.abs().max().item_double();
                double share = kind == Quantization.INT8 ? 2e-3 : 0.05;
                assertThat(logits(coded).sub(expected).abs().max().item_double())
                        .isLessThan(share * size);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void layers_that_share_their_input_are_one_and_nothing_else_changes(Family family) {
        try (PretrainedModel model = open(family, Precision.F32);
                var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            Decoder joined = DecoderSurgery.joined(model.decoder());
            Tensor expected = logits(model.decoder());
            assertThat(logits(joined).sub(expected).abs().max().item_double())
                    .isLessThan(1e-4 * expected.abs().max().item_double());
            if (family != Family.GPT2) {
                assertThat(linears(joined))
                        .hasSizeLessThan(linears(model.decoder()).size());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_writes_and_closes_as_any_model(Quantization kind) {
        PretrainedModel quantized = kind.apply(open(Family.QWEN2, Precision.BF16));
        assertThat(linears(quantized.decoder()).getFirst().map())
                .isInstanceOf(
                        switch (kind) {
                            case INT8 -> Int8Split.isAvailable() ? Int8Split.class : Int8Dense.class;
                            case INT4 -> Int4Dense.class;
                        });
        try (LocalModel model = LocalModel.of(quantized)) {
            String first = model.generate(Prompt.text("ab"), Sampling.greedy().withMaxTokens(12))
                    .text();
            assertThat(model.generate(Prompt.text("ab"), Sampling.greedy().withMaxTokens(12))
                            .text())
                    .isEqualTo(first);
        }
    }

    @Test
    void a_bf16_model_whose_cache_is_f32_scores_padded_rows_as_it_scores_them_alone() {
        try (LocalModel model = LocalModel.of(open(Family.LLAMA, Precision.BF16))) {
            Sampling sampling = Sampling.greedy().withMaxTokens(1).withTopLogprobs(1);
            List<Prompt> prompts = List.of(Prompt.text("a longer prompt"), Prompt.text("ab"));
            List<Answer> together = model.generateAll(prompts, sampling, AnswerListener.none());
            for (int i = 0; i < prompts.size(); i++) {
                Answer alone = model.generate(prompts.get(i), sampling);
                assertThat(together.get(i).tokens().getFirst().logProbability())
                        .isCloseTo(alone.tokens().getFirst().logProbability(), within(0.05));
            }
        }
    }
}
