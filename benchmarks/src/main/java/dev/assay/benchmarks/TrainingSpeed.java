package dev.assay.benchmarks;

import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.DecoderBuilder;
import dev.assay.lm.family.DecoderConfig;
import dev.assay.lm.family.Positions;
import dev.assay.lm.family.Weights;
import dev.assay.lm.training.Batches;
import dev.assay.lm.training.NextTokenObjective;
import dev.assay.nn.layer.Activation;
import dev.assay.nn.optim.OptimizerPlan;
import dev.assay.nn.train.Trainer;
import dev.assay.nn.train.TrainingListener;
import dev.assay.nn.train.TrainingPlan;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.Threads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/// Tokens a second of training a GPT of 6 layers, width 256, 8 heads, 256 positions, batch 16, byte vocabulary.
///
/// Prints tokens a second, the arithmetic that this takes, and its share of the matrix-product peak measured in
/// the same process. Arguments: `f32` or `bf16`, workers, steps.
public final class TrainingSpeed {
    private static final int TIME = 256;
    private static final int ROWS = 16;

    private TrainingSpeed() {}

    /// Runs the measurement.
    public static void main(String[] arguments) throws IOException {
        Precision precision = Precision.parse(arguments.length > 0 ? arguments[0] : "f32");
        int workers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 2;
        int steps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 12;
        double peak = peak(workers, precision);
        Decoder decoder = decoder(precision);
        int[] text = new SplittableRandom(1).ints(1 << 20, 0, 256).toArray();
        Batches batches = Batches.random(text, TIME, ROWS, ROWS / 2, Randomness.of(1));
        Path folder = Files.createTempDirectory("training-speed");
        List<Double> seconds = new ArrayList<>();
        TrainingPlan plan =
                TrainingPlan.of(steps, OptimizerPlan.AdamW.of(3e-4), 1).withLanes(2, Math.min(2, workers));
        new Trainer<>(plan, new NextTokenObjective(decoder, batches, List.of()), folder).train(new TrainingListener() {
            @Override
            public void stepped(StepReport report) {
                seconds.add(report.seconds());
            }
        });
        Collections.sort(seconds);
        report(precision, workers, decoder, seconds.get(seconds.size() / 2), seconds.getFirst(), peak);
    }

    private static void report(
            Precision precision, int workers, Decoder decoder, double median, double best, double peak) {
        double tokens = (double) TIME * ROWS;
        DecoderConfig c = decoder.config();
        // Six operations per weight and token, and attention's two products over half the positions, three times.
        double weights = decoder.parameterCount() - (double) c.context() * c.dim();
        double perToken = 6 * weights + 6.0 * c.layers() * c.dim() * TIME;
        System.out.printf(
                Locale.ROOT,
                "%s, %d workers: %.0f tokens/s (median step), %.0f (best); %.1f GFLOP/s of %.1f measured peak = %.0f %%%n",
                precision,
                workers,
                tokens / median,
                tokens / best,
                perToken * tokens / median / 1e9,
                peak,
                100 * perToken * tokens / median / 1e9 / peak);
    }

    private static Decoder decoder(Precision precision) {
        DecoderConfig config = new DecoderConfig(
                256,
                256,
                6,
                8,
                8,
                32,
                1024,
                TIME,
                new DecoderConfig.NormKind(false, 1e-5),
                Activation.GELU,
                false,
                new Positions.Learned(),
                DecoderConfig.AttentionScale.USUAL,
                DecoderConfig.ProjectionKind.FUSED,
                new DecoderConfig.Biases(true, true, true),
                true,
                OptionalInt.empty());
        Weights weights = Weights.random(config, Randomness.of(1));
        return DecoderBuilder.build(
                config,
                (name, shape) -> weights.take(name, shape)
                        .detach()
                        .to(precision.scalarType())
                        .set_requires_grad(true),
                0);
    }

    /// GFLOP/s of a large product, best of several.
    private static double peak(int threads, Precision precision) {
        Threads.use(threads);
        double best = 0;
        try (var scope = Scope.open()) {
            Tensor a = torch.randn(new long[] {1024, 1024}, new TensorOptions(torch.ScalarType.Float))
                    .to(precision.scalarType());
            Tensor b = torch.randn(new long[] {1024, 1024}, new TensorOptions(torch.ScalarType.Float))
                    .to(precision.scalarType());
            for (int i = 0; i < 20; i++) {
                long began = System.nanoTime();
                torch.mm(a, b);
                best = Math.max(best, 2.0 * 1024 * 1024 * 1024 / (System.nanoTime() - began));
            }
        }
        return best;
    }
}
