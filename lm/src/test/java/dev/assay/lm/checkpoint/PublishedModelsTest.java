package dev.assay.lm.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.lm.family.Input;
import dev.assay.lm.generate.GenerationListener;
import dev.assay.lm.generate.Generator;
import dev.assay.lm.tokenizer.SharedData;
import dev.assay.model.Sampling;
import dev.assay.nn.Pass;
import dev.assay.nn.loss.CrossEntropy;
import dev.assay.tensor.Scope;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real models against reference answers that another implementation computed from the same files.
class PublishedModelsTest {
    /// Largest difference of a logit that rounding in f32 explains.
    private static final double TOLERANCE = 1e-3;

    @ParameterizedTest
    @ValueSource(strings = {"stories260K", "qwen2_stories_1m"})
    void logits_greedy_ids_and_likelihood_are_those_of_the_reference(String name) {
        Path folder = SharedData.models(name);
        JsonNode reference = Json.tree(folder.resolve("reference.json"));
        try (var scope = Scope.open();
                var ignored = new NoGradGuard();
                PretrainedModel model = PretrainedModel.open(folder, LoadOptions.DEFAULT)) {
            for (JsonNode prompt : reference.path("prompts")) {
                compareLogits(model, prompt);
                compareGreedy(model, prompt);
            }
            compareLikelihood(model, reference.path("nll"));
        }
    }

    private static void compareLogits(PretrainedModel model, JsonNode prompt) {
        int[] ids = SharedData.ids(prompt.path("input_ids"));
        float[] last = logits(model, ids, ids.length - 1);
        int[] top = SharedData.ids(prompt.path("top10_ids"));
        for (int i = 0; i < top.length; i++) {
            assertThat((double) last[top[i]])
                    .isCloseTo(prompt.path("top10_logits").get(i).asDouble(), within(TOLERANCE));
        }
        for (int i = 0; i < prompt.path("logits").size(); i++) {
            assertThat((double) last[i]).isCloseTo(prompt.path("logits").get(i).asDouble(), within(TOLERANCE));
        }
    }

    private static float[] logits(PretrainedModel model, int[] ids, int position) {
        Tensor input = torch.tensor(Arrays.stream(ids).asLongStream().toArray()).view(1, ids.length);
        Tensor logits = model.decoder().logits(Input.of(input), Pass.inference());
        float[] row = new float[model.decoder().config().vocabulary()];
        logits.select(0, 0).select(0, position).contiguous().data_ptr_float().get(row);
        return row;
    }

    private static void compareGreedy(PretrainedModel model, JsonNode prompt) {
        int[] ids = SharedData.ids(prompt.path("input_ids"));
        int[] expected = SharedData.ids(prompt.path("greedy_ids"));
        Sampling sampling = Sampling.greedy().withMaxTokens(expected.length);
        var generated = Generator.of(model.decoder(), model.tokenizer())
                .generate(List.of(ids), sampling, GenerationListener.SILENT)
                .getFirst();
        int common = Math.min(expected.length, generated.ids().length);
        assertThat(Arrays.copyOf(generated.ids(), common)).isEqualTo(Arrays.copyOf(expected, common));
        assertThat(common).isGreaterThan(0);
    }

    private static void compareLikelihood(PretrainedModel model, JsonNode nll) {
        int[] ids = SharedData.ids(nll.path("input_ids"));
        long[] all = Arrays.stream(ids).asLongStream().toArray();
        Tensor input = torch.tensor(Arrays.copyOf(all, all.length - 1)).view(1, all.length - 1);
        Tensor targets = torch.tensor(Arrays.copyOfRange(all, 1, all.length));
        Tensor hidden =
                model.decoder().hidden(Input.of(input), Pass.inference()).squeeze(0);
        Tensor losses = CrossEntropy.losses(hidden, model.decoder().headMatrix(), targets);
        double mean = nll.path("mean_nll_nats_per_token").asDouble();
        assertThat(losses.mean().item_double()).isCloseTo(mean, within(TOLERANCE));
    }
}
