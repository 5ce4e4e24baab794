package dev.assay.testkit.lm;

import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.Input;
import dev.assay.nn.Pass;
import dev.assay.tensor.Scope;
import dev.assay.testkit.reference.RandomCheckpoint;
import dev.assay.testkit.reference.RopeScaling;
import dev.assay.testkit.reference.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Random checkpoints of all shapes, each with a tokenizer of single bytes.
final class Checkpoints {
    private static final int WITH_TOKENIZER = 259;
    private static final Set<String> REFUSED = Set.of("qwen2-upper-window");

    private Checkpoints() {}

    /// The shapes that Assay reads.
    static Stream<Shape> readable() {
        return all().filter(shape -> !REFUSED.contains(shape.name()));
    }

    /// The shapes that Assay refuses.
    static Stream<Shape> refused() {
        return all().filter(shape -> REFUSED.contains(shape.name()));
    }

    /// One shape by name.
    static Shape named(String name) {
        return all().filter(shape -> shape.name().equals(name)).findFirst().orElseThrow();
    }

    private static Stream<Shape> all() {
        return RandomCheckpoint.variants().stream()
                .map(Checkpoints::withinItsContext)
                .map(shape -> shape.withVocabulary(Math.max(WITH_TOKENIZER, shape.vocabulary())));
    }

    /// Dynamic scaling is read up to the context that is declared, and the tests read 40 positions.
    private static Shape withinItsContext(Shape shape) {
        return shape.rope().scaling() instanceof RopeScaling.Dynamic ? shape.withContext(64) : shape;
    }

    /// Writes a checkpoint and opens it.
    static PretrainedModel open(Path folder, Shape shape) {
        return PretrainedModel.open(RandomCheckpoint.write(folder, shape, 11), LoadOptions.DEFAULT);
    }

    /// Logits of all positions, `[time, vocabulary]`.
    static float[][] logits(Decoder decoder, int[] ids) {
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            Tensor row =
                    torch.tensor(Arrays.stream(ids).asLongStream().toArray()).view(1, ids.length);
            Tensor logits = decoder.logits(Input.of(row), Pass.inference()).to(ScalarType.Float);
            float[] all = new float[Math.toIntExact(logits.numel())];
            logits.contiguous().data_ptr_float().get(all);
            int width = all.length / ids.length;
            return IntStream.range(0, ids.length)
                    .mapToObj(t -> Arrays.copyOfRange(all, t * width, (t + 1) * width))
                    .toArray(float[][]::new);
        }
    }
}
