package dev.assay.nn.linear.structured;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The general product of two factors: every einsum of an input of three indices, two factors, and an
/// output of three, with one index that the factors share.
///
/// With the input `x[g, b, a]` and the output `y[f, e, d]`, the last index the fast one:
///
/// - `z[f, d, r, g, b] = Σ_a x[g, b, a] · A[f, d, r, g, a]`
/// - `y[f, e, d] = Σ_(r, g, b) z[f, d, r, g, b] · B[f, e, r, g, b]`
///
/// Source: Potapczynski et al., "Searching for Efficient Linear Layers over a Continuous Space of
/// Structured Matrices" (2024), section 3.
///
/// @param sizes of the seven indices
public record EinsumForm(EinsumSizes sizes) implements Form {
    @Override
    public long inputs() {
        return sizes.inputs();
    }

    @Override
    public long outputs() {
        return sizes.outputs();
    }

    /// `A [phi, delta, rho, gamma, alpha]` and `B [phi, epsilon, rho, gamma, beta]`.
    @Override
    public List<Slot> slots() {
        EinsumSizes s = sizes;
        return List.of(
                Slot.of(
                        "A",
                        s.alpha(),
                        s.delta() * s.phi() * s.rho(),
                        s.phi(),
                        s.delta(),
                        s.rho(),
                        s.gamma(),
                        s.alpha()),
                Slot.of(
                        "B",
                        s.beta() * s.gamma() * s.rho(),
                        s.epsilon(),
                        s.phi(),
                        s.epsilon(),
                        s.rho(),
                        s.gamma(),
                        s.beta()));
    }

    @Override
    public List<Stage> stages() {
        EinsumSizes s = sizes;
        int made = Math.toIntExact(s.phi() * s.delta() * s.rho());
        int taken = Math.toIntExact(s.rho() * s.gamma() * s.beta());
        long inner = s.gamma() * s.beta();
        return List.of(
                new Stage(
                        0,
                        LongStream.range(0, inner)
                                .mapToObj(gb -> new Stage.Step(
                                        new Stage.Part(gb / s.beta() * s.alpha(), s.gamma() * s.alpha(), false),
                                        gb * s.alpha(),
                                        1,
                                        Math.toIntExact(s.alpha()),
                                        gb,
                                        inner,
                                        made,
                                        1))
                                .toList(),
                        s.middle()),
                new Stage(
                        1,
                        LongStream.range(0, s.phi() * s.delta())
                                .mapToObj(fd -> new Stage.Step(
                                        new Stage.Part(fd / s.delta() * s.epsilon() * taken, taken, false),
                                        fd * taken,
                                        1,
                                        taken,
                                        fd / s.delta() * s.epsilon() * s.delta() + fd % s.delta(),
                                        s.delta(),
                                        Math.toIntExact(s.epsilon()),
                                        1))
                                .toList(),
                        outputs()));
    }

    @Override
    public Tensor byEngine(Tensor x, List<Tensor> factors) {
        Tensor parts = x.view(-1, sizes.gamma(), sizes.beta(), sizes.alpha());
        Tensor middle = torch.einsum("ngba,fdrga->nfdrgb", new TensorVector(parts, factors.getFirst()));
        return torch.einsum("nfdrgb,fergb->nfed", new TensorVector(middle, factors.getLast()))
                .reshape(-1, outputs());
    }

    @Override
    public long rankBound() {
        return Math.min(Math.min(inputs(), outputs()), sizes.middle());
    }

    @Override
    public long genericRank() {
        EinsumSizes s = sizes;
        long block = Math.min(
                Math.min(s.alpha() * s.beta(), s.delta() * s.epsilon()),
                s.rho() * Math.min(s.alpha(), s.delta()) * Math.min(s.beta(), s.epsilon()));
        return Math.min(Math.min(inputs(), outputs()), s.gamma() * s.phi() * block);
    }

    /// The authors leave out indices of size 1.
    @Override
    public Tensor toReference(int slot, Tensor factor) {
        return factor.squeeze();
    }

    @Override
    public Tensor fromReference(int slot, Tensor factor) {
        List<Long> shape = new ArrayList<>(slots().get(slot).shape());
        return factor.reshape(shape.stream().mapToLong(Long::longValue).toArray());
    }
}
