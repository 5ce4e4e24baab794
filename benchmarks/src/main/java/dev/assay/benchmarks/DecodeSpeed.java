package dev.assay.benchmarks;

import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.lm.checkpoint.PretrainedModel;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderBuilder;
import dev.assay.lm.family.DecoderConfig;
import dev.assay.lm.family.DecoderSurgery;
import dev.assay.lm.family.Input;
import dev.assay.lm.family.KeyValueCache;
import dev.assay.lm.family.Positions;
import dev.assay.lm.family.RowCache;
import dev.assay.lm.family.RowDecoder;
import dev.assay.lm.family.Weights;
import dev.assay.lm.quantize.Quantization;
import dev.assay.nn.Pass;
import dev.assay.nn.RowFunction;
import dev.assay.nn.layer.Activation;
import dev.assay.nn.layer.Linear;
import dev.assay.nn.layer.Mask;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.Threads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Tokens a second of decoding one sequence with a random Llama of about 110 million numbers, beside
/// the limit that memory sets: every token reads every weight once.
///
/// With `int8` the weights are quantised and all else is f32, with `int4` bf16. Beside each figure
/// stand two shares of the time: what lies outside the linear layers' products, attention and norms
/// included; and what the calls cost by themselves, which is the time of a decoder of the same layers
/// whose tensors are so small that its kernels have next to nothing to do. Arguments: `f32`, `bf16`,
/// `int8` or `int4`, threads, tokens, and a model's folder to measure instead of the random one.
public final class DecodeSpeed {
    private static final int PROMPT = 128;

    /// Whichever it is, the time is the same.
    private static final int TOKEN = 7;

    /// Tokens before the clock runs, so that the virtual machine has compiled what it will; they are
    /// forgotten again.
    private static final int WARM_UP = 900;

    /// The random decoder that is measured.
    private static final Size MEASURED = new Size(12, 32_000, 768, 12, 2048);

    private record Size(int layers, int vocabulary, int dim, int heads, int intermediate) {
        /// As many layers with hardly any numbers.
        static Size hollow(int layers) {
            return new Size(layers, 64, 64, 2, 64);
        }
    }

    /// Tokens a second.
    private record Speed(double prefill, double decode) {}

    private DecodeSpeed() {}

    /// Runs the measurement.
    public static void main(String[] arguments) {
        String kind = arguments.length > 0 ? arguments[0] : "f32";
        Optional<Quantization> quantization =
                kind.startsWith("int") ? Optional.of(Quantization.parse(kind)) : Optional.empty();
        // All that is not quantised is in the format in which that kind is fastest.
        Precision precision = quantization
                .map(q -> q == Quantization.INT8 ? Precision.F32 : Precision.BF16)
                .orElseGet(() -> Precision.parse(kind));
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        int tokens = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
        Threads.use(threads);
        double copy = copyBytesPerSecond();
        Decoder whole = arguments.length > 3
                ? PretrainedModel.open(Path.of(arguments[3]), new LoadOptions(precision, Device.cpu(), 0))
                        .decoder()
                : random(precision, MEASURED);
        Decoder decoder = quantized(whole, quantization);
        Decoder hollowed =
                quantized(random(precision, Size.hollow(whole.config().layers())), quantization);
        Speed speed = speed(decoder, tokens);
        Speed hollow = speed(hollowed, tokens);
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            double products = products(decoder, tokens) / tokens * speed.decode();
            report(kind, threads, decoder, speed, products, speed.decode() / hollow.decode(), copy);
        }
    }

    private static Speed speed(Decoder decoder, int tokens) {
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            KeyValueCache cache = new KeyValueCache(
                    decoder.config(), 1, PROMPT + tokens, decoder.tokens().weight());
            double prefill = seconds(() -> prefill(decoder, cache));
            RowCache alone = cache.alone(decoder.config().reach()).orElseThrow();
            RowDecoder rows = RowDecoder.of(decoder, 1).orElseThrow();
            for (int i = 0; i < WARM_UP; i++) {
                cache.truncate(PROMPT + i % tokens);
                rows.logits(new int[] {TOKEN}, alone);
            }
            cache.truncate(PROMPT);
            double decode = seconds(() -> {
                for (int i = 0; i < tokens; i++) {
                    rows.logits(new int[] {TOKEN}, alone);
                }
            });
            return new Speed(PROMPT / prefill, tokens / decode);
        }
    }

    private static void report(
            String kind, int threads, Decoder decoder, Speed speed, double products, double calls, double copy) {
        double bytes = linears(decoder).stream()
                .flatMap(linear -> linear.map().parameters().stream())
                .mapToDouble(factor -> (double) factor.count() * factor.tensor().element_size())
                .sum();
        double limit = copy / bytes;
        System.out.printf(
                Locale.ROOT,
                "%s, %d threads, %.1f MB of weights: prefill %.0f tokens/s, decode %.1f tokens/s; copy bandwidth %.1f GB/s read"
                        + " sets a limit of %.1f tokens/s, reached %.0f %%; outside the products %.1f %%, calls by themselves %.1f %%%n",
                kind,
                threads,
                bytes / 1e6,
                speed.prefill(),
                speed.decode(),
                copy / 1e9,
                limit,
                100 * speed.decode() / limit,
                100 * (1 - products),
                100 * calls);
    }

    private static void prefill(Decoder decoder, KeyValueCache cache) {
        try (var scope = Scope.open()) {
            Tensor ids = torch.full(
                    new long[] {1, PROMPT},
                    new org.bytedeco.pytorch.Scalar((long) TOKEN),
                    new org.bytedeco.pytorch.TensorOptions(torch.ScalarType.Long));
            Input input = new Input(ids, Optional.empty(), cache.length(), new Mask.Causal(), cache.perLayer());
            Tensor hidden = decoder.hidden(input, Pass.inference());
            cache.advance(PROMPT);
            decoder.head().forward(hidden.narrow(1, PROMPT - 1, 1), Pass.inference());
        }
    }

    /// Seconds that the products of so many tokens take by themselves, one after the other in the
    /// decoder's order.
    private static double products(Decoder decoder, int tokens) {
        List<RowFunction> maps = linears(decoder).stream()
                .map(linear -> linear.map().rows(1).orElseThrow())
                .toList();
        List<float[]> inputs = linears(decoder).stream()
                .map(linear -> new float[Math.toIntExact(linear.map().inputs())])
                .toList();
        return seconds(() -> {
            for (int token = 0; token < tokens; token++) {
                try (var scope = Scope.open()) {
                    for (int i = 0; i < maps.size(); i++) {
                        maps.get(i).of(inputs.get(i));
                    }
                }
            }
        });
    }

    private static List<Linear> linears(Decoder decoder) {
        List<Linear> all = new ArrayList<>();
        DecoderSurgery.replaceLinears(decoder, (path, old) -> {
            all.add(old);
            return old;
        });
        return all;
    }

    private static double seconds(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return (System.nanoTime() - began) / 1e9;
    }

    private static Decoder quantized(Decoder whole, Optional<Quantization> quantization) {
        return quantization.map(q -> q.apply(whole, new ArrayList<>())).orElse(whole);
    }

    private static Decoder random(Precision precision, Size size) {
        DecoderConfig config = new DecoderConfig(
                size.vocabulary(),
                size.dim(),
                size.layers(),
                size.heads(),
                size.heads(),
                size.dim() / size.heads(),
                size.intermediate(),
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
