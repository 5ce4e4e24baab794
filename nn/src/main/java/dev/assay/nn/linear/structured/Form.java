package dev.assay.nn.linear.structured;

import dev.assay.tensor.Gemm;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A structure of given sizes: which factors it has and how a row is multiplied by them; the factors'
/// numbers are not part of it.
public sealed interface Form
        permits LowRankForm, TrainForm, PairForm, BttChainForm, MonarchForm, BlockForm, EinsumForm {
    /// Size of the input that the product takes.
    long inputs();

    /// Size of the output that the product makes.
    long outputs();

    /// The factors, in the order in which an input meets them.
    List<Slot> slots();

    /// What each factor does to a row, in order.
    List<Stage> stages();

    /// The product of rows with the matrix by the engine's batched products, which every device and
    /// number format has.
    ///
    /// @param x       `[rows, inputs]`
    /// @param factors of the slots' shapes
    /// @return `[rows, outputs]`
    Tensor byEngine(Tensor x, List<Tensor> factors);

    /// The product of rows with the matrix; as [#byEngine], faster where that is possible.
    default Tensor product(Tensor x, List<Tensor> factors) {
        if (Gemm.knows(x)) {
            return StagedProduct.of(this).of(x, factors);
        }
        boolean reduced = x.is_cpu() && x.scalar_type().intern() == ScalarType.BFloat16;
        if (!reduced || !SpeedModel.isFasterInF32(this, x.size(0))) {
            return byEngine(x, factors);
        }
        List<Tensor> wide =
                factors.stream().map(factor -> factor.to(ScalarType.Float)).toList();
        return StagedProduct.of(this).of(x.to(ScalarType.Float), wide).to(ScalarType.BFloat16);
    }

    /// Multiply-adds for one row.
    default long macsPerRow() {
        return StagedProduct.of(this).macsPerRow();
    }

    /// No matrix of this structure has a higher rank.
    long rankBound();

    /// The rank of a matrix of this structure whose factors are drawn at random.
    long genericRank();

    /// A factor in the shape in which the papers' authors store it.
    default Tensor toReference(int slot, Tensor factor) {
        return factor;
    }

    /// A factor from the shape in which the papers' authors store it.
    default Tensor fromReference(int slot, Tensor factor) {
        return factor;
    }
}
