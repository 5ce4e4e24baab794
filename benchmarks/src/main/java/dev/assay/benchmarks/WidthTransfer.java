package dev.assay.benchmarks;

import dev.assay.nn.linear.structured.Design;
import dev.assay.nn.linear.structured.LinearSpec;
import dev.assay.nn.linear.structured.Splits;
import dev.assay.nn.optim.MuP;
import dev.assay.scaling.study.CoordinateCheck;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The coordinate check of structured layers: by how much the hidden state changes a step, by width.
///
/// Argument: seeds (default 2).
public final class WidthTransfer {
    private static final long[] WIDTHS = {64, 256, 1024};

    private WidthTransfer() {}

    public static void main(String[] arguments) {
        int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 2;
        Map<String, LinearSpec> structures = new LinkedHashMap<>();
        structures.put("dense", new LinearSpec.Dense());
        structures.put("btt", new LinearSpec.BlockTensorTrain(2, 1));
        structures.put("kronecker", new LinearSpec.Kronecker());
        structures.put("low rank", new LinearSpec.LowRankShare(0));
        structures.put("monarch 16", new LinearSpec.Monarch(16));
        System.out.printf(
                Locale.ROOT, "%-12s %-6s %4s %9s %9s %9s %9s%n", "map", "mode", "seed", "64", "256", "1024", "ratio");
        for (MuP.Mode mode : new MuP.Mode[] {MuP.Mode.AWARE, MuP.Mode.NAIVE}) {
            structures.forEach((name, spec) -> {
                for (int seed = 1; seed <= seeds; seed++) {
                    print(name, mode, seed, Design.of(spec).withSplits(Splits.REFERENCE));
                }
            });
        }
    }

    private static void print(String name, MuP.Mode mode, int seed, Design design) {
        double[] changes = new double[WIDTHS.length];
        for (int i = 0; i < WIDTHS.length; i++) {
            changes[i] = CoordinateCheck.measure(design, mode, WIDTHS[i], seed).change();
        }
        System.out.printf(
                Locale.ROOT,
                "%-12s %-6s %4d %9.4f %9.4f %9.4f %9.2f%n",
                name,
                mode.name().toLowerCase(Locale.ROOT),
                seed,
                changes[0],
                changes[1],
                changes[2],
                changes[2] / changes[0]);
    }
}
