package dev.assay.testkit.reference;

import java.util.List;
import java.util.stream.Stream;

/// The shapes that [RandomCheckpoint#variants()] offers.
final class CheckpointVariants {
    private CheckpointVariants() {}

    static List<Shape> all() {
        return Stream.of(gpt2(), llama(), llamaRope(), mistral(), qwen2())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Shape> gpt2() {
        Shape plain = Shape.of(Family.GPT2);
        return List.of(
                plain.withName("gpt2-bytes").withVocabulary(ByteTokenizer.SMALLEST),
                plain.withName("gpt2-bare-names-sharded")
                        .withStorage(StorageType.F32, 3)
                        .with(Quirk.BARE_NAMES),
                plain.withName("gpt2-inverse-layer-scale").withLayers(3).with(Quirk.INVERSE_LAYER_SCALE),
                plain.withName("gpt2-f16-leftovers")
                        .withStorage(StorageType.F16, 1)
                        .with(Quirk.LEFTOVERS, Quirk.TERSE_CONFIG),
                plain.withName("gpt2-untied-narrow")
                        .withTied(false)
                        .withSizes(new Shape.Sizes(97, 24, 1, 36, 48))
                        .withHeads(2, 2, 12));
    }

    private static List<Shape> llama() {
        Shape plain = Shape.of(Family.LLAMA);
        return List.of(
                plain.withName("llama-grouped-untied-bytes").withVocabulary(272),
                plain.withName("llama-tied-full-heads-terse")
                        .withTied(true)
                        .withHeads(4, 4, 6)
                        .with(Quirk.TERSE_CONFIG),
                plain.withName("llama-biases").withBiases(true, true),
                plain.withName("llama-attention-bias-only").withBiases(true, false),
                plain.withName("llama-wide-heads-one-key").withHeads(3, 1, 10),
                plain.withName("llama-bf16-sharded").withStorage(StorageType.BF16, 2),
                plain.withName("llama-f16-tied-leftovers")
                        .withTied(true)
                        .withStorage(StorageType.F16, 1)
                        .with(Quirk.LEFTOVERS));
    }

    private static List<Shape> llamaRope() {
        Shape plain = Shape.of(Family.LLAMA).withHeads(2, 1, 12);
        RopeScaling llama3 = new RopeScaling.Llama3(4, 1, 4, 32);
        return List.of(
                plain.withName("llama-rope-theta").withRope(500_000, new RopeScaling.None()),
                plain.withName("llama-rope-linear").withRope(10_000, new RopeScaling.Linear(2.5)),
                plain.withName("llama-rope-llama3").withRope(500, llama3),
                plain.withName("llama-rope-llama3-parameters")
                        .withRope(500, llama3)
                        .with(Quirk.ROPE_PARAMETERS),
                plain.withName("llama-rope-dynamic").withContext(16).withRope(10_000, new RopeScaling.Dynamic(2)),
                plain.withName("llama-rope-yarn").withContext(16).withRope(100, new RopeScaling.Yarn(4, 8, 0.5, 16)));
    }

    private static List<Shape> mistral() {
        Shape plain = Shape.of(Family.MISTRAL);
        return List.of(
                plain.withName("mistral-window-f16-sharded").withWindow(5).withStorage(StorageType.F16, 2),
                plain.withName("mistral-no-window").withHeads(4, 1, 8).withRope(1_000_000, new RopeScaling.None()));
    }

    private static List<Shape> qwen2() {
        Shape plain = Shape.of(Family.QWEN2);
        return List.of(
                plain.withName("qwen2-tied-bytes").withTied(true).withVocabulary(300),
                plain.withName("qwen2-untied-bf16").withStorage(StorageType.BF16, 1),
                plain.withName("qwen2-upper-window").withLayers(3).withWindow(4),
                plain.withName("qwen2-rope-parameters")
                        .withRope(1_000_000, new RopeScaling.None())
                        .with(Quirk.ROPE_PARAMETERS));
    }
}
