package dev.assay.testkit.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.lm.checkpoint.AdapterPlan;
import dev.assay.lm.checkpoint.Adapters;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.KeyValueCache;
import dev.assay.lm.family.RowCache;
import dev.assay.lm.family.RowDecoder;
import dev.assay.lm.quantize.Quantization;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.testkit.reference.RandomCheckpoint;
import dev.assay.testkit.reference.ReferenceDecoder;
import dev.assay.testkit.reference.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// One token after another on Java arrays, against the decoder in plain Java and the engine's own way.
class RowDecoderTest {
    private static final int POSITIONS = 40;
    private static final String GROUPED = "llama-grouped-untied-bytes";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void logits_of_each_token_are_those_of_the_reference(Shape shape) {
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            int[] ids = RandomCheckpoint.ids(shape, POSITIONS, 3);
            double[][] expected = ReferenceDecoder.open(folder).logits(ids);
            float[][] found = byRows(model.decoder(), ids);
            for (int t = 0; t < ids.length; t++) {
                for (int i = 0; i < expected[t].length; i++) {
                    assertThat((double) found[t][i]).isCloseTo(expected[t][i], within(1e-5));
                }
            }
        }
    }

    private static float[][] byRows(Decoder decoder, int[] ids) {
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            RowCache cache = cache(decoder, 1, ids.length)
                    .alone(decoder.config().reach())
                    .orElseThrow();
            RowDecoder rows = RowDecoder.of(decoder, 3).orElseThrow();
            float[][] logits = new float[ids.length][];
            for (int t = 0; t < ids.length; t++) {
                logits[t] = rows.logits(new int[] {ids[t]}, cache);
            }
            return logits;
        }
    }

    private static KeyValueCache cache(Decoder decoder, int batch, int capacity) {
        return new KeyValueCache(
                decoder.config(), batch, capacity, decoder.tokens().weight());
    }

    @ParameterizedTest
    @MethodSource("dev.assay.testkit.lm.Checkpoints#readable")
    void in_bf16_they_are_as_near_to_f32_as_the_engines_own(Shape shape) {
        int[] ids = RandomCheckpoint.ids(shape, POSITIONS, 3);
        try (PretrainedModel whole = Checkpoints.open(folder, shape);
                PretrainedModel reduced =
                        PretrainedModel.open(folder, new LoadOptions(Precision.BF16, Device.cpu(), 0))) {
            float[][] expected = Checkpoints.logits(whole.decoder(), ids);
            double own = distance(Checkpoints.logits(reduced.decoder(), ids), expected);
            assertThat(distance(byRows(reduced.decoder(), ids), expected)).isLessThan(1.1 * own);
        }
    }

    private static double distance(float[][] found, float[][] expected) {
        double squares = 0;
        for (int t = 0; t < found.length; t++) {
            for (int i = 0; i < found[t].length; i++) {
                squares += Math.pow(found[t][i] - expected[t][i], 2);
            }
        }
        return Math.sqrt(squares);
    }

    @ParameterizedTest
    @EnumSource(Quantization.class)
    void quantised_layers_give_what_they_give_the_engine(Quantization quantization) {
        Shape shape = roomy();
        try (PretrainedModel model = Checkpoints.open(folder, shape)) {
            Decoder quantised = quantization.apply(model.decoder(), new ArrayList<>());
            requireSame(quantised, RandomCheckpoint.ids(shape, POSITIONS, 3), within(0.02f));
        }
    }

    /// Of sizes that four bits fit.
    private static Shape roomy() {
        return Checkpoints.named(GROUPED)
                .withSizes(new Shape.Sizes(320, 64, 2, 128, 48))
                .withHeads(4, 2, 16);
    }

    private static void requireSame(Decoder decoder, int[] ids, Offset<Float> offset) {
        float[][] expected = Checkpoints.logits(decoder, ids);
        float[][] found = byRows(decoder, ids);
        for (int t = 0; t < ids.length; t++) {
            assertThat(found[t]).containsExactly(expected[t], offset);
        }
    }

    @Test
    void adapted_layers_give_what_they_give_the_engine() {
        Shape shape = Checkpoints.named(GROUPED);
        try (PretrainedModel model = Checkpoints.open(folder, shape);
                var scope = Scope.open()) {
            AdapterPlan plan = new AdapterPlan(4, 8, 0, List.of(AdapterPlan.ALL));
            Decoder adapted = Adapters.attach(model, plan, Randomness.of(1)).decoder();
            setUpdates(adapted);
            requireSame(adapted, RandomCheckpoint.ids(shape, POSITIONS, 3), within(1e-4f));
        }
    }

    /// Updates begin at zero.
    private static void setUpdates(Decoder adapted) {
        try (var ignored = new NoGradGuard()) {
            adapted.parameters().stream()
                    .filter(parameter -> parameter.name().endsWith("lora_B"))
                    .forEach(parameter -> parameter.tensor().fill_(new Scalar(0.05)));
        }
    }

    @Test
    void a_cache_of_several_sequences_is_left_to_the_engine() {
        try (PretrainedModel model = Checkpoints.open(folder, Checkpoints.named(GROUPED));
                var scope = Scope.open()) {
            Decoder decoder = model.decoder();
            assertThat(cache(decoder, 2, 8).alone(8)).isEmpty();
            assertThat(cache(decoder, 1, 8).alone(8)).isPresent();
        }
    }
}
