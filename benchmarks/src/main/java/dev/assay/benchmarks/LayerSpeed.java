package dev.assay.benchmarks;

import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.LinearMap;
import dev.assay.nn.linear.structured.Design;
import dev.assay.nn.linear.structured.LinearSpec;
import dev.assay.nn.linear.structured.Structured;
import dev.assay.nn.linear.structured.Theta;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import dev.assay.tensor.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Time of structured linear maps beside a dense one of the same size, forward and forward with backward.
///
/// Beside each ratio stands the speed that was reached, in multiply-adds counted as two operations, and
/// in the first line of each size the speed of the dense product, which is the machine's own. The time
/// is the middle one of several. Arguments: `f32` or `bf16`, and sizes (default 256 1024 2048).
public final class LayerSpeed {
    private static final int[] ROWS = {1, 32, 128, 2048};
    private static final long ENOUGH_NANOS = 400_000_000;
    private static final int FEWEST = 7;

    private LayerSpeed() {}

    private static Map<String, LinearSpec> structures() {
        Map<String, LinearSpec> all = new LinkedHashMap<>();
        all.put("btt rank 1", new LinearSpec.BlockTensorTrain(2, 1));
        all.put("btt rank 2", new LinearSpec.BlockTensorTrain(2, 2));
        all.put("btt 3 cores", new LinearSpec.BlockTensorTrain(3, 1));
        all.put("monarch", new LinearSpec.Monarch(0));
        all.put("monarch 4", new LinearSpec.Monarch(4));
        all.put("kronecker", new LinearSpec.Kronecker());
        all.put("train rank 4", new LinearSpec.TensorTrain(2, 4));
        all.put("low rank", new LinearSpec.LowRankShare(0));
        all.put("block diagonal 8", new LinearSpec.BlockDiagonal(8));
        all.put("einsum g1", new LinearSpec.Einsum(Theta.parse("0.5/0.25/0.25/0.25/0.5/0.25/0")));
        return all;
    }

    public static void main(String[] arguments) {
        ScalarType type = arguments.length > 0 && arguments[0].equals("bf16") ? ScalarType.BFloat16 : ScalarType.Float;
        int[] sizes = arguments.length > 1
                ? Arrays.stream(arguments).skip(1).mapToInt(Integer::parseInt).toArray()
                : new int[] {256, 1024, 2048};
        Threads.use(Threads.available());
        System.out.printf(
                Locale.ROOT,
                "%-6s %-6s %-18s %10s %8s %8s %10s %8s%n",
                "size",
                "rows",
                "map",
                "forward ms",
                "GF/s",
                "x dense",
                "both ms",
                "x dense");
        for (int size : sizes) {
            for (int rows : ROWS) {
                measure(size, rows, type);
            }
        }
    }

    private static void measure(int size, int rows, ScalarType type) {
        Times dense = times(Dense.of(size, size, new dev.assay.nn.init.Init.FanIn(1), Randomness.of(1)), rows, type);
        print(size, rows, "dense", dense, dense, (double) size * size);
        structures().forEach((name, spec) -> {
            LinearMap map = Design.of(spec).build(size, size, Randomness.of(2));
            print(size, rows, name, times(map, rows, type), dense, map.macsPerRow());
        });
    }

    private static void print(int size, int rows, String name, Times times, Times dense, double macs) {
        System.out.printf(
                Locale.ROOT,
                "%-6d %-6d %-18s %10.3f %8.1f %8.2f %10.3f %8.2f%n",
                size,
                rows,
                name,
                times.forward(),
                2 * macs * rows / times.forward() / 1e6,
                dense.forward() / times.forward(),
                times.both(),
                dense.both() / times.both());
    }

    /// Milliseconds.
    private record Times(double forward, double both) {}

    private static Times times(LinearMap given, int rows, ScalarType type) {
        try (var scope = Scope.open()) {
            LinearMap map = in(given, type);
            Tensor x = Randomness.of(3).normal(1, rows, map.inputs()).to(type);
            Tensor trained = x.detach().clone().set_requires_grad(true);
            Tensor gradient = Randomness.of(4).normal(1, rows, map.outputs()).to(type);
            List<Tensor> leaves = new ArrayList<>(List.of(trained));
            map.factors().forEach(factor -> leaves.add(factor.tensor()));
            double forward = middle(() -> {
                try (var ignored = new AutoGradMode(false)) {
                    map.apply(x);
                }
            });
            double both = middle(() -> torch.grad(
                    new TensorVector(map.apply(trained)),
                    new TensorVector(leaves.toArray(Tensor[]::new)),
                    new TensorVector(gradient),
                    new org.bytedeco.pytorch.BoolOptional(),
                    false,
                    false));
            return new Times(forward, both);
        }
    }

    private static LinearMap in(LinearMap map, ScalarType type) {
        if (map instanceof Dense dense) {
            return new Dense(dense.weight().detach().to(type).set_requires_grad(true));
        }
        Structured structured = (Structured) map;
        return new Structured(
                structured.form(),
                structured.inputs(),
                structured.outputs(),
                structured.tensors().stream()
                        .map(t -> t.detach().to(type).set_requires_grad(true))
                        .toList(),
                Optional.empty());
    }

    private static double middle(Runnable work) {
        List<Double> times = new ArrayList<>();
        long begun = System.nanoTime();
        while (times.size() < FEWEST || System.nanoTime() - begun < ENOUGH_NANOS) {
            try (var scope = Scope.open()) {
                long start = System.nanoTime();
                work.run();
                times.add((System.nanoTime() - start) / 1e6);
            }
        }
        times.sort(null);
        return times.get(times.size() / 2);
    }
}
