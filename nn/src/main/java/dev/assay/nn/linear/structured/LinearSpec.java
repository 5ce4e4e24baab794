package dev.assay.nn.linear.structured;

import java.util.Collections;
import java.util.List;

/// Which structure a linear map has, for layers of any size.
public sealed interface LinearSpec {
    /// None: one full matrix.
    record Dense() implements LinearSpec {}

    /// A product through a narrow middle.
    ///
    /// @param rank width of the middle
    record LowRank(long rank) implements LinearSpec {}

    /// A product through a middle that is a share of the smaller side.
    ///
    /// @param share of it, rounded up; 0 for about the root of that side
    record LowRankShare(double share) implements LinearSpec {
        public LowRankShare {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share lies from 0 to 1, not " + share);
            }
        }
    }

    /// A Kronecker product of two matrices.
    record Kronecker() implements LinearSpec {}

    /// A tensor train.
    ///
    /// @param cores at least 2
    /// @param rank  between them
    record TensorTrain(int cores, long rank) implements LinearSpec {}

    /// Block tensor train.
    ///
    /// @param cores at least 2
    /// @param rank  between them
    record BlockTensorTrain(int cores, long rank) implements LinearSpec {}

    /// Two block-diagonal matrices with a permutation between them.
    ///
    /// @param blocks of each; 0 for the root of the input's size
    record Monarch(long blocks) implements LinearSpec {}

    /// Blocks along the diagonal.
    ///
    /// @param blocks divides both sizes
    record BlockDiagonal(long blocks) implements LinearSpec {}

    /// An einsum by exponents.
    record Einsum(Theta theta) implements LinearSpec {}

    /// An einsum by sizes.
    record SizedEinsum(EinsumSizes sizes) implements LinearSpec {}

    /// The structure at a layer's size. An einsum's own sizes may differ from the layer's.
    ///
    /// @param splits how sizes are parted
    /// @throws IllegalArgumentException if it cannot have that size
    default Form form(long inputs, long outputs, Splits splits) {
        if (inputs < 1 || outputs < 1) {
            throw new IllegalArgumentException("a layer has sizes of at least 1, not " + inputs + " and " + outputs);
        }
        long least = Math.min(inputs, outputs);
        return switch (this) {
            case Dense() -> throw new IllegalArgumentException("a dense map has no structure");
            case LowRank(long rank) -> new LowRankForm(inputs, outputs, positive("rank", rank));
            case LowRankShare(double share) ->
                new LowRankForm(inputs, outputs, (long)
                        Math.ceil((share == 0 ? 1 / Math.sqrt(least) : share) * least - 1e-9));
            case Kronecker() -> TrainForm.of(splits.of(inputs, 2), splits.of(outputs, 2), 1);
            case TensorTrain(int cores, long rank) ->
                TrainForm.of(splits.of(inputs, several(cores)), splits.of(outputs, cores), positive("rank", rank));
            case BlockTensorTrain(int cores, long rank) ->
                several(cores) == 2
                        ? PairForm.of(splits.of(inputs, 2), splits.of(outputs, 2), positive("rank", rank))
                        : new BttChainForm(
                                splits.of(inputs, cores),
                                splits.of(outputs, cores),
                                ranks(cores, positive("rank", rank)));
            case Monarch(long blocks) ->
                blocks == 0 ? MonarchForm.square(inputs, outputs) : new MonarchForm(inputs, outputs, blocks);
            case BlockDiagonal(long blocks) -> new BlockForm(blocks, inputs, outputs);
            case Einsum(Theta theta) -> form(theta.sizes(inputs, outputs));
            case SizedEinsum(EinsumSizes sizes) -> form(sizes);
        };
    }

    private static Form form(EinsumSizes s) {
        return s.isPair() ? new PairForm(s.gamma(), s.alpha(), s.phi(), s.epsilon(), s.rho()) : new EinsumForm(s);
    }

    private static long positive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("a " + what + " is at least 1, not " + value);
        }
        return value;
    }

    private static int several(int cores) {
        if (cores < 2) {
            throw new IllegalArgumentException("there are at least 2 cores, not " + cores);
        }
        return cores;
    }

    private static List<Long> ranks(int cores, long rank) {
        List<Long> ranks = new java.util.ArrayList<>(Collections.nCopies(cores + 1, rank));
        ranks.set(0, 1L);
        ranks.set(cores, 1L);
        return ranks;
    }
}
