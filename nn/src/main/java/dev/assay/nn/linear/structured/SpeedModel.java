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

    /// The engine's reduced products take about this share of the time, where they are taken.
    private static final double BY_ENGINE = 0.5;

    /// Milliseconds that it takes to see whether a copy is still of the factors.
    private static final double TO_LOOK = 1.5e-3;

    /// A structure that takes longer than dense divided by this is slower.
    private static final double AS_FAST = 0.9;

    /// What lies between a train's three and more steps is wider than on other structures' way, and falls
    /// out of the second cache on some machines: half as much margin again.
    private static final double MARGIN_OF_TRAINS = 1.5;

    /// Multiply-adds below which calls of the engine's reduced products outweigh their speed.
    private static final long LITTLE = 1 << 22;

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
    /// @param margin what is foretold to be less than this many times as fast as dense may be slower, on
    ///     this machine or on one with other units: it covers what was slower on two of them
    private record Costs(double[] one, double[] few, double[][] dense, double[][] staged, double margin) {}

    /// Number formats.
    enum Format {
        F32(new Costs(
                new double[] {3.73e-3, 4.40e-8},
                new double[] {2.04e-3, 2.70e-8},
                new double[][] {{3.46e-3, 2.78e-7, 4.06e-7, 9.91e-9}, {2.27e-2, 4.69e-7, 9.06e-7, 3.83e-8}},
                new double[][] {
                    {1.14e-2, 1.54e-4, 1.45e-8, 6.52e-8, 2.59e-7, 7.28e-2},
                    {1.57e-1, 1.00e-3, 5.43e-8, 5.50e-7, 9.40e-7, 2.64e-1}
                },
                1.7)),
        BF16(new Costs(
                new double[] {1.05e-2, 6.85e-8},
                new double[] {1.74e-2, 4.61e-9},
                new double[][] {{1.74e-2, 4.25e-8, 3.61e-8, 4.61e-9}, {6.70e-2, 3.14e-7, 1.86e-7, 1.38e-8}},
                new double[][] {
                    {1.90e-2, 1.77e-4, 1.57e-8, 1.22e-7, 3.43e-7, 1.19e-1},
                    {1.91e-1, 1.00e-3, 5.47e-8, 5.90e-7, 1.26e-6, 3.70e-1}
                },
                1.9));

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
        // A train's steps are turned between products: the engine gains nothing there.
        boolean byEngine = format == Format.BF16 && !isFasterInF32(form, rows) && !(form instanceof TrainForm);
        return (byEngine ? BY_ENGINE : 1) * staged(form, rows, format, work);
    }

    /// Whether rows in bf16 are multiplied faster in f32, small product by small product: always where
    /// products are many and small, for others where there is little to do.
    static boolean isFasterInF32(Form form, long rows) {
        return switch (form) {
            case PairForm pair -> true;
            case BttChainForm chain -> true;
            case EinsumForm einsum -> true;
            case LowRankForm low -> rows * low.macsPerRow() < LITTLE;
            case TrainForm train -> rows * train.macsPerRow() < LITTLE;
            case MonarchForm monarch -> rows * monarch.macsPerRow() < LITTLE;
            case BlockForm block -> rows * block.macsPerRow() < LITTLE;
        };
    }

    private static double staged(Form form, int rows, Format format, Work work) {
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
        double dense = dense(inputs, outputs, rows, format, work);
        boolean copied = work == Work.FORWARD && prefersCopy(form, inputs, outputs, rows, format);
        return copied
                ? dense < AS_FAST * (dense + TO_LOOK)
                : dense < margin(form, format) * structured(form, rows, format, work);
    }

    private static double margin(Form form, Format format) {
        return format.costs.margin() * (form instanceof TrainForm ? MARGIN_OF_TRAINS : 1);
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
