package dev.assay.benchmarks;

import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.RunFolder;
import dev.assay.stats.EProcess;
import dev.assay.stats.LogSpace;
import dev.assay.vtune.match.SecretBound;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// How small p-values are where nothing was learned. Signatures are drawn from sixteen, so that a model that always
/// says the same one hits by chance; real ones are drawn from 2^50. Argument: where the folder `null` with the
/// evidence goes (default `runs`).
public final class NullCalibration {
    private static final int CHOICES = 16;
    private static final int GROUPS = 4;
    private static final int QUERIES = 5;
    private static final int REPETITIONS = 100_000;
    private static final double P0 = 1.0 / CHOICES;

    private NullCalibration() {}

    /// Runs the simulation.
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "runs");
        double[] group = new double[GROUPS];
        Arrays.fill(group, new SecretBound(Math.log(CHOICES) / Math.log(2), 1, 1, 1).logGroup(QUERIES, QUERIES));
        double[] secret = drawn(shown -> SecretBound.logAll(group, count(shown)));
        double[] sequential = drawn(NullCalibration::sequential);
        double[] paper = drawn(shown -> LogSpace.logBinomialUpperTailOfLog(
                (long) QUERIES * count(shown), (long) QUERIES * GROUPS, Math.log(P0)));
        double[] levels = IntStream.rangeClosed(0, 60)
                .mapToDouble(i -> Math.pow(10, -i / 20.0))
                .toArray();
        Plot plot = new Plot(
                "p-values where nothing was learned",
                Plot.Axis.logarithmic("level"),
                Plot.Axis.logarithmic("share of p-values at or below it"),
                List.of(
                        series("as in the paper", levels, paper),
                        series("by the secret draw", levels, secret),
                        series("sequential", levels, sequential),
                        Plot.Series.of("uniform", Plot.Mark.LINE, levels, levels)));
        String summary = "At 0.05: " + below(secret, 0.05) + " by the secret draw, " + below(sequential, 0.05)
                + " sequential, " + below(paper, 0.05) + " as in the paper; at 0.01: " + below(secret, 0.01) + ", "
                + below(sequential, 0.01) + ", " + below(paper, 0.01) + ".";
        System.out.println(summary);
        RunFolder.create(folder, "null")
                .writeEvidence(new Evidence(
                        "vtune.null",
                        "p-values under the null",
                        "Are p-values not too small where nothing was learned?",
                        summary,
                        List.of(),
                        List.of(),
                        List.of(plot),
                        List.of(),
                        Provenance.collect(5, Map.of("repetitions", Integer.toString(REPETITIONS)), List.of())));
    }

    /// The p-value of each repetition, from which groups' signatures the model happens to say.
    private static double[] drawn(ToDoubleFunction<boolean[]> logP) {
        Random random = new Random(5);
        return IntStream.range(0, REPETITIONS)
                .mapToDouble(i -> {
                    boolean[] shown = new boolean[GROUPS];
                    for (int g = 0; g < GROUPS; g++) {
                        shown[g] = random.nextInt(CHOICES) == 0;
                    }
                    return Math.exp(logP.applyAsDouble(shown));
                })
                .toArray();
    }

    private static int count(boolean[] shown) {
        int count = 0;
        for (boolean each : shown) {
            count += each ? 1 : 0;
        }
        return count;
    }

    private static double sequential(boolean[] shown) {
        EProcess process = EProcess.against(Math.log(P0));
        for (boolean each : shown) {
            process = process.next(each);
        }
        return process.logP();
    }

    private static Plot.Series series(String name, double[] levels, double[] values) {
        double[] x =
                Arrays.stream(levels).filter(level -> below(values, level) > 0).toArray();
        return Plot.Series.of(
                name,
                Plot.Mark.LINE,
                x,
                Arrays.stream(x).map(level -> below(values, level)).toArray());
    }

    private static double below(double[] values, double level) {
        return Arrays.stream(values).filter(p -> p <= level).count() / (double) values.length;
    }
}
