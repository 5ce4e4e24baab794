package dev.assay.nn.linear.structured;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// How long products take on a processor, foretold by their work.
///
/// The factors were fitted to measurements of twelve structures at sizes from 64 to 2,048 and 1 to
/// 2,048 rows, on two cores with AVX-512 (docs/results/structured-layers.md has the machine and how
/// well they foretell). They decide only which of two right ways is taken, and what a [Description]
/// warns of.
final class SpeedModel {
    /// A matrix of more numbers is not copied, however fast the copy would be: it would cost the memory
    /// that the structure saves.
    private static final long MOST_COPIED = 1 << 20;

    /// A dense product has to be foretold this much faster before a copy is made.
    private static final double CLEARLY = 0.95;

    private static final int CORES = 2;

    private SpeedModel() {}

    /// What is done.
    enum Work {
        /// A product.
        FORWARD,
        /// A product, and the gradients of the input and all factors.
        BOTH
    }

    /// Number formats.
    enum Format {
        F32,
        BF16
    }

    /// Milliseconds of a product's work.
    ///
    /// @param base   of any product
    /// @param call   of a small product
    /// @param mac    of a multiply-add
    /// @param number that small products read or write; for a dense product, of the matrix
    /// @param outer  number of input and output
    /// @param shared if several threads share it
    private record Cost(double base, double call, double mac, double number, double outer, double shared) {}

    private static final Cost DENSE_FORWARD = new Cost(0, 0, 0, 0, 0, 0);
    private static final Cost DENSE_BOTH = new Cost(0, 0, 0, 0, 0, 0);

    private static Cost dense(Format format, Work work) {
        return switch (format) {
            case F32 -> work == Work.FORWARD ? DENSE_FORWARD : DENSE_BOTH;
            case BF16 -> work == Work.FORWARD ? DENSE_FORWARD : DENSE_BOTH;
        };
    }

    /// Milliseconds of a dense product.
    static double dense(long inputs, long outputs, int rows, Format format, Work work) {
        Cost cost = dense(format, work);
        double weights = (double) inputs * outputs;
        return cost.base()
                + cost.number() * weights
                + cost.mac() * weights * rows
                + cost.outer() * rows * (inputs + outputs);
    }

    /// Milliseconds of a structured product.
    static double structured(Form form, int rows, Format format, Work work) {
        StagedProduct.Work does = StagedProduct.of(form).work(rows, CORES);
        Cost cost = dense(format, work);
        return cost.base()
                + cost.call() * does.calls()
                + cost.mac() * does.macs()
                + cost.number() * does.numbers()
                + cost.outer() * does.outer()
                + (does.threads() > 1 ? cost.shared() : 0);
    }

    /// Whether rows without a gradient are better multiplied with a dense copy.
    static boolean prefersCopy(Structured map, Tensor x) {
        ScalarType type = x.scalar_type().intern();
        boolean known = type == ScalarType.Float || type == ScalarType.BFloat16;
        if (!known || !x.is_cpu() || map.inputs() * map.outputs() > MOST_COPIED) {
            return false;
        }
        Format format = type == ScalarType.Float ? Format.F32 : Format.BF16;
        int rows = (int) Math.min(Integer.MAX_VALUE, x.numel() / map.inputs());
        return prefersCopy(map.form(), map.inputs(), map.outputs(), rows, format);
    }

    static boolean prefersCopy(Form form, long inputs, long outputs, int rows, Format format) {
        return inputs * outputs <= MOST_COPIED
                && dense(inputs, outputs, rows, format, Work.FORWARD)
                        < CLEARLY * structured(form, rows, format, Work.FORWARD);
    }
}
