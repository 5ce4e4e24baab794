package dev.assay.nn.linear.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// How long products take on a processor, foretold by their work.
///
/// The costs were fitted to measurements of twelve structures at sizes from 64 to 2,048 and 1 to 2,048
/// rows on two cores with AVX-512; docs/results/structured-layers.md says how well they foretell. They
/// decide only which of two right ways is taken, and what a [Description] warns of.
final class SpeedModel {
    /// A matrix of more numbers is not copied, however fast the copy would be: it would cost the memory
    /// that the structure saves.
    private static final long MOST_COPIED = 1 << 20;

    /// A dense product has to be foretold this much faster before a copy is made.
    private static final double CLEARLY = 0.95;

    private static final int CORES = 2;

    /// Matrices of so many numbers come fresh from the system each time, which costs more than to write them.
    private static final long FRESH = 1 << 19;

    /// Up to so many multiply-adds a dense product in f32 is done without being prepared.
    private static final double FEW_MACS = 3e5;

    private static final int MOST_ROWS = 1 << 13;

    private SpeedModel() {}

    /// What is done.
    enum Work {
        /// A product.
        FORWARD,
        /// A product, and the gradients of the input and all factors.
        BOTH
    }

    /// Costs in a number format.
    ///
    /// @param one    milliseconds of a dense product with one row: of any, and of each number of the matrix
    /// @param few    of a small dense product: of any, and of each multiply-add
    /// @param dense  of a dense product: of any, of each number of a small and of a large matrix, and
    ///     of each multiply-add; forward, and with gradients
    /// @param staged of a structured product: of any, of each small product, multiply-add, number that
    ///     small products read and write, and number of input and output, and of sharing it; forward,
    ///     and with gradients
    /// @param margin what is foretold to be less than this many times as fast as dense may be slower
    private record Costs(double[] one, double[] few, double[][] dense, double[][] staged, double margin) {}

    /// Number formats.
    enum Format {
        F32(new Costs(
                new double[] {3.71e-3, 4.67e-8},
                new double[] {1.99e-3, 2.69e-8},
                new double[][] {{6.46e-3, 2.67e-7, 4.13e-7, 1.03e-8}, {2.32e-2, 5.27e-7, 9.16e-7, 4.06e-8}},
                new double[][] {
                    {1.13e-2, 1.64e-4, 1.80e-8, 7.00e-8, 2.19e-7, 7.93e-2},
                    {1.56e-1, 1.27e-3, 5.77e-8, 8.54e-7, 1.18e-6, 5.25e-1}
                },
                1.3)),
        BF16(new Costs(
                new double[] {7.12e-2, 5.18e-8},
                new double[] {6.43e-2, 4.83e-9},
                new double[][] {{6.43e-2, 1.14e-7, 4.15e-8, 4.83e-9}, {2.68e-1, 1.90e-7, 2.18e-7, 1.47e-8}},
                new double[][] {
                    {1.86e-2, 2.08e-4, 1.38e-8, 2.31e-7, 3.68e-7, 1.83e-1},
                    {1.89e-1, 1.50e-3, 5.03e-8, 1.06e-6, 1.70e-6, 8.31e-1}
                },
                1.5));

        private final Costs costs;

        Format(Costs costs) {
            this.costs = costs;
        }
    }

    /// Milliseconds of a dense product.
    static double dense(long inputs, long outputs, int rows, Format format, Work work) {
        double numbers = (double) inputs * outputs;
        Costs costs = format.costs;
        if (work == Work.FORWARD && rows == 1) {
            return costs.one()[0] + costs.one()[1] * numbers;
        }
        if (work == Work.FORWARD && numbers * rows <= FEW_MACS) {
            return costs.few()[0] + costs.few()[1] * numbers * rows;
        }
        double[] cost = of(costs.dense(), work);
        return cost[0] + cost[numbers < FRESH ? 1 : 2] * numbers + cost[3] * numbers * rows;
    }

    /// Milliseconds of a structured product.
    static double structured(Form form, int rows, Format format, Work work) {
        StagedProduct.Work does = StagedProduct.of(form).work(rows, CORES);
        double[] cost = of(format.costs.staged(), work);
        return cost[0]
                + cost[1] * does.calls()
                + cost[2] * does.macs()
                + cost[3] * does.numbers()
                + cost[4] * does.outer()
                + (does.threads() > 1 ? cost[5] : 0);
    }

    private static double[] of(double[][] costs, Work work) {
        return switch (work) {
            case FORWARD -> costs[0];
            case BOTH -> costs[1];
        };
    }

    /// Whether rows without a gradient are better multiplied with a dense copy.
    static boolean prefersCopy(Structured map, Tensor x) {
        ScalarType type = x.scalar_type().intern();
        boolean known = type == ScalarType.Float || type == ScalarType.BFloat16;
        if (!known || !x.is_cpu()) {
            return false;
        }
        int rows = (int) Math.min(MOST_ROWS, x.numel() / map.inputs());
        return prefersCopy(
                map.form(), map.inputs(), map.outputs(), rows, type == ScalarType.Float ? Format.F32 : Format.BF16);
    }

    static boolean prefersCopy(Form form, long inputs, long outputs, int rows, Format format) {
        return inputs * outputs <= MOST_COPIED
                && dense(inputs, outputs, rows, format, Work.FORWARD)
                        < CLEARLY * structured(form, rows, format, Work.FORWARD);
    }

    /// Whether a structure may be slower than a dense layer with so many rows.
    static boolean maySlow(Form form, long inputs, long outputs, int rows, Format format, Work work) {
        boolean copied = work == Work.FORWARD && prefersCopy(form, inputs, outputs, rows, format);
        return !copied
                && dense(inputs, outputs, rows, format, work)
                        < format.costs.margin() * structured(form, rows, format, work);
    }

    /// Where a structure may be slower than a dense layer of the same size, in words; empty if nowhere.
    static List<String> slowness(Form form, long inputs, long outputs) {
        List<String> all = new ArrayList<>();
        for (Format format : Format.values()) {
            for (Work work : Work.values()) {
                List<Integer> slow = new ArrayList<>();
                for (int rows = 1; rows <= MOST_ROWS; rows *= 2) {
                    if (maySlow(form, inputs, outputs, rows, format, work)) {
                        slow.add(rows);
                    }
                }
                if (!slow.isEmpty()) {
                    all.add(format.name().toLowerCase(Locale.ROOT)
                            + (work == Work.FORWARD ? " without gradients" : " with gradients")
                            + words(slow));
                }
            }
        }
        return all;
    }

    private static String words(List<Integer> slow) {
        int last = slow.getLast();
        int first = slow.getFirst();
        boolean always = last == MOST_ROWS;
        if (first == 1) {
            return always ? " at any number of rows" : " at up to " + last + " rows at once";
        }
        if (first == last) {
            return " with " + first + " rows at once";
        }
        return always ? " from " + first + " rows at once" : " from " + first + " to " + last + " rows at once";
    }
}
