package dev.assay.nn.linear.structured;

import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How the factors of a structure begin.
public enum Start {
    /// Normal numbers of [Slot#deviation].
    SPECTRAL,
    /// Normal numbers of `n^-1/2`, the standard way, which does not know of the structure.
    FAN_IN,
    /// Of a block tensor train of two cores: only what belongs to the first rank begins other than 0,
    /// with the deviations of rank 1. As the papers' code has it, of `L` the first `groups` rows of its
    /// middle count as the first rank, though the rank is the fast index there.
    FIRST_RANK;

    /// Factors, trainable, f32.
    ///
    /// @param zero whether the last one begins at zero, for the end of a residual branch
    public List<Tensor> tensors(Form form, boolean zero, Randomness randomness) {
        List<Slot> slots = form.slots();
        List<Tensor> all = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            boolean zeros = zero && i == slots.size() - 1;
            Tensor tensor = zeros ? torch.zeros(slot.sizes()) : numbers(form, i, randomness.split(slot.name()));
            all.add(tensor.set_requires_grad(true));
        }
        return List.copyOf(all);
    }

    private Tensor numbers(Form form, int index, Randomness randomness) {
        Slot slot = form.slots().get(index);
        return switch (this) {
            case SPECTRAL -> randomness.normal(slot.deviation(), slot.sizes());
            case FAN_IN -> randomness.normal(1 / Math.sqrt(slot.fanIn()), slot.sizes());
            case FIRST_RANK ->
                form instanceof PairForm pair
                        ? firstRank(pair, index, randomness)
                        : randomness.normal(slot.deviation(), slot.sizes());
        };
    }

    private static Tensor firstRank(PairForm form, int index, Randomness randomness) {
        PairForm one = new PairForm(form.groups(), form.width(), form.outGroups(), form.outWidth(), 1);
        double deviation = index == 0
                ? one.slots().getFirst().deviation()
                : Math.sqrt(Math.min(form.groups(), form.outWidth())) / form.groups();
        Tensor all = randomness.normal(deviation, form.slots().get(index).sizes());
        try (var ignored = new NoGradGuard()) {
            if (index == 0) {
                Tensor ranks = all.view(form.groups(), form.width(), form.outGroups(), form.rank());
                ranks.narrow(3, 1, form.rank() - 1).zero_();
                return all;
            }
            Tensor reference = form.toReference(1, all).contiguous();
            reference
                    .narrow(1, form.groups(), form.groups() * (form.rank() - 1))
                    .zero_();
            return form.fromReference(1, reference);
        }
    }
}
