package dev.assay.nn.linear.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a structure costs at a layer's size, and what it can be.
///
/// @param inputs      of the layer
/// @param outputs     of the layer
/// @param parameters  numbers in its factors
/// @param macsPerRow  multiply-adds for one row, forward
/// @param omega       how often a parameter is used for one row: multiply-adds are parameters times `d^omega`
/// @param psi         the rank is at most `d^psi`
/// @param nu          multiply-adds are `d^(1 + nu)`, 1 for dense; `d` is the geometric mean of the sizes
/// @param rankBound   no such matrix has a higher rank
/// @param genericRank rank with random factors
/// @param warnings    what is unwise about it
/// @param slower      where it may be slower than a dense layer on a processor, foretold from measurements on two cores
public record Description(
        long inputs,
        long outputs,
        long parameters,
        long macsPerRow,
        double omega,
        double psi,
        double nu,
        long rankBound,
        long genericRank,
        List<String> warnings,
        List<String> slower) {
    private static final double MOST_IMBALANCE = 4;

    public Description {
        warnings = List.copyOf(warnings);
        slower = List.copyOf(slower);
    }

    /// Describes a design at a size.
    ///
    /// @throws IllegalArgumentException as [Design#form]
    public static Description of(Design design, long inputs, long outputs) {
        if (design.spec() instanceof LinearSpec.Dense) {
            long all = inputs * outputs;
            long rank = Math.min(inputs, outputs);
            return new Description(inputs, outputs, all, all, 0, 1, 1, rank, rank, List.of(), List.of());
        }
        Form form = design.form(inputs, outputs);
        long parameters = form.slots().stream().mapToLong(Slot::count).sum();
        long macs = form.macsPerRow();
        double size = Math.log((double) inputs * outputs) / 2;
        double least = Math.log(Math.min(inputs, outputs));
        boolean exact = design.spec() instanceof LinearSpec.Einsum;
        Theta theta = design.spec() instanceof LinearSpec.Einsum(Theta given) ? given : new Theta(0, 0, 1, 0, 0, 1, 0);
        return new Description(
                inputs,
                outputs,
                parameters,
                macs,
                exact ? theta.omega() : Math.log((double) macs / parameters) / size,
                exact ? theta.psi() : Math.log(form.rankBound()) / least,
                exact ? theta.nu() : Math.log(macs) / size - 1,
                form.rankBound(),
                form.genericRank(),
                warnings(design, form, inputs, outputs),
                SpeedModel.slowness(form, inputs, outputs));
    }

    /// The same with other costs, as of a mixture of such maps.
    public Description withCosts(long otherParameters, long otherMacs) {
        return new Description(
                inputs, outputs, otherParameters, otherMacs, omega, psi, nu, rankBound, genericRank, warnings, slower);
    }

    private static List<String> warnings(Design design, Form form, long inputs, long outputs) {
        List<String> warnings = new ArrayList<>();
        long dense = inputs * outputs;
        if (form.macsPerRow() >= dense) {
            warnings.add("it costs " + form.macsPerRow() + " multiply-adds a row, a dense map " + dense);
        }
        if (form.inputs() < inputs) {
            warnings.add("the last " + (inputs - form.inputs()) + " inputs have no influence");
        }
        if (form.outputs() < outputs) {
            warnings.add("the last " + (outputs - form.outputs()) + " outputs are always 0");
        }
        if (splits(design)) {
            imbalance("input", inputs, design, warnings);
            imbalance("output", outputs, design, warnings);
        }
        if (form instanceof PairForm pair && pair.rank() > Math.min(pair.width(), pair.outWidth())) {
            warnings.add("a rank of " + pair.rank() + " is more than its blocks of " + pair.width() + " by "
                    + pair.outWidth() + " can have");
        }
        if (form instanceof LowRankForm low && low.rank() > Math.min(inputs, outputs)) {
            warnings.add("a rank of " + low.rank() + " is more than the matrix can have");
        }
        return warnings;
    }

    private static boolean splits(Design design) {
        return design.spec() instanceof LinearSpec.BlockTensorTrain
                || design.spec() instanceof LinearSpec.TensorTrain
                || design.spec() instanceof LinearSpec.Kronecker;
    }

    private static void imbalance(String side, long size, Design design, List<String> warnings) {
        int cores = switch (design.spec()) {
            case LinearSpec.TensorTrain(int many, long rank) -> many;
            case LinearSpec.BlockTensorTrain(int many, long rank) -> many;
            default -> 2;
        };
        List<Long> factors = design.splits().of(size, cores);
        if (Splits.imbalance(factors) > MOST_IMBALANCE) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "its %s of %d is parted as %s, which is uneven and dear; a size with a pair of nearly equal"
                            + " divisors is cheaper",
                    side,
                    size,
                    factors));
        }
    }

    /// Multiply-adds beside those of a dense map.
    public double shareOfDense() {
        return (double) macsPerRow / ((double) inputs * outputs);
    }
}
