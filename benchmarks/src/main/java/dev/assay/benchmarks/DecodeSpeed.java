package dev.assay.benchmarks;

import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderBuilder;
import dev.assay.lm.family.DecoderConfig;
import dev.assay.lm.family.Input;
import dev.assay.lm.family.KeyValueCache;
import dev.assay.lm.family.Positions;
import dev.assay.lm.family.Weights;
import dev.assay.nn.Pass;
import dev.assay.nn.layer.Activation;
import dev.assay.nn.layer.Mask;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.Threads;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Tokens a second of decoding one sequence with a random Llama of about 110 million numbers, beside the limit that
/// memory sets: every token reads every weight once.
///
/// Arguments: `f32` or `bf16`, threads, tokens.
public final class DecodeSpeed {
    private static final int PROMPT = 128;

    private DecodeSpeed() {}

    /// Runs the measurement.
    public static void main(String[] arguments) {
        Precision precision = Precision.parse(arguments.length > 0 ? arguments[0] : "f32");
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        int tokens = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
        Threads.use(threads);
        double copy = copyBytesPerSecond();
        Decoder decoder = decoder(precision);
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            KeyValueCache cache = new KeyValueCache(
                    decoder.config(),
                    1,
                    PROMPT + tokens,
                    decoder.tokens().weight().options());
            double prefill = seconds(() -> pass(decoder, cache, PROMPT, new Mask.Causal()));
            for (int i = 0; i < tokens / 5; i++) {
                pass(decoder, cache, 1, new Mask.Everything());
            }
            int measured = tokens - tokens / 5;
            double decode = seconds(() -> {
                for (int i = 0; i < measured; i++) {
                    pass(decoder, cache, 1, new Mask.Everything());
                }
            });
            report(precision, threads, decoder, PROMPT / prefill, measured / decode, copy);
        }
    }

    private static void report(
            Precision precision, int threads, Decoder decoder, double prefill, double decode, double copy) {
        double bytes = (double) decoder.parameterCount() * precision.bytes();
        double limit = copy / bytes;
        System.out.printf(
                Locale.ROOT,
                "%s, %d threads, %.1f M numbers: prefill %.0f tokens/s, decode %.1f tokens/s; copy bandwidth %.1f GB/s read"
                        + " sets a limit of %.1f tokens/s, reached %.0f %%%n",
                precision,
                threads,
                decoder.parameterCount() / 1e6,
                prefill,
                decode,
                copy / 1e9,
                limit,
                100 * decode / limit);
    }

    private static void pass(Decoder decoder, KeyValueCache cache, int time, Mask mask) {
        try (var scope = Scope.open()) {
            Tensor ids = torch.full(
                    new long[] {1, time},
                    new org.bytedeco.pytorch.Scalar(7L),
                    new org.bytedeco.pytorch.TensorOptions(torch.ScalarType.Long));
            Input input = new Input(ids, Optional.empty(), cache.length(), mask, cache.perLayer());
            Tensor hidden = decoder.hidden(input, Pass.inference());
            cache.advance(time);
            decoder.head()
                    .forward(hidden.narrow(1, time - 1, 1), Pass.inference())
                    .argmax();
        }
    }

    private static double seconds(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static Decoder decoder(Precision precision) {
        DecoderConfig config = new DecoderConfig(
                32_000,
                768,
                12,
                12,
                12,
                64,
                2048,
                1024,
                new DecoderConfig.NormKind(true, 1e-5),
                Activation.SILU,
                true,
                new Positions.Turned(10_000, new Positions.Scaling.None()),
                DecoderConfig.AttentionScale.USUAL,
                DecoderConfig.ProjectionKind.SEPARATE,
                new DecoderConfig.Biases(false, false, false),
                true,
                OptionalInt.empty());
        Weights weights = Weights.random(config, Randomness.of(1));
        return DecoderBuilder.build(
                config, (name, shape) -> weights.take(name, shape).detach().to(precision.scalarType()), 0);
    }

    /// Bytes read a second while a tensor larger than any cache is copied.
    private static double copyBytesPerSecond() {
        double best = 0;
        try (var scope = Scope.open()) {
            Tensor from = torch.zeros(64L << 20);
            Tensor to = torch.zeros(64L << 20);
            for (int i = 0; i < 6; i++) {
                best = Math.max(best, 4.0 * (64L << 20) / seconds(() -> to.copy_(from)));
            }
        }
        return best;
    }
}
