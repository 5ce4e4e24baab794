package dev.assay.lm;

import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.Input;
import dev.assay.lm.generate.Generator;
import dev.assay.model.FeatureSource;
import dev.assay.model.Prompt;
import dev.assay.nn.Pass;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Scope;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Hidden states of a local model.
record LocalFeatures(Generator generator, PromptIds prompts, Turn turn) implements FeatureSource {
    @Override
    public float[] features(Prompt prompt, int layer) {
        if (layer < 0 || layer > layers()) {
            throw new IllegalArgumentException("layer " + layer + " is none of 0 to " + layers());
        }
        int[] ids = prompts.of(prompt);
        generator.requireRoom(ids, "prompt");
        return turn.take(() -> lastState(upTo(layer), ids));
    }

    /// The decoder without the blocks above a layer.
    private Decoder upTo(int layer) {
        Decoder all = generator.decoder();
        return new Decoder(
                all.config(),
                all.tokens(),
                all.learnedPositions(),
                all.rotary(),
                all.blocks().subList(0, layer),
                all.norm(),
                all.head(),
                false);
    }

    private static float[] lastState(Decoder decoder, int[] ids) {
        AtomicReference<float[]> state = new AtomicReference<>(new float[0]);
        String top = decoder.blocks().isEmpty()
                ? "model.embed_tokens"
                : "model.layers." + (decoder.blocks().size() - 1);
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            decoder.hidden(input(decoder, ids), Pass.inference().observedBy((path, output) -> {
                if (path.equals(top)) {
                    state.set(Heap.numbers(output.narrow(1, ids.length - 1L, 1)));
                }
            }));
        }
        return state.get();
    }

    /// One prompt as a batch of one.
    static Input input(Decoder decoder, int[] ids) {
        Tensor row = torch.tensor(Arrays.stream(ids).asLongStream().toArray()).view(1, ids.length);
        Tensor weight = decoder.tokens().weight();
        return Input.of(weight.is_cpu() ? row : row.to(weight.device(), row.scalar_type()));
    }

    @Override
    public int layers() {
        return generator.decoder().blocks().size();
    }

    @Override
    public int width() {
        return generator.decoder().config().dim();
    }
}
