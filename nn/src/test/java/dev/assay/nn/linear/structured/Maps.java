package dev.assay.nn.linear.structured;

import dev.assay.nn.Doubles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/// Structured maps in 64-bit numbers, for tests.
final class Maps {
    private Maps() {}

    static final Theta PAIR = Theta.parse("0.5/0/0.5/0/0.5/0.5/0");
    static final Theta GENERIC = Theta.parse("0.5/0.25/0.25/0.25/0.5/0.25/0.25");

    /// Every structure, with sizes that split evenly and sizes that do not.
    static Stream<Form> forms() {
        return Stream.of(
                form(new LinearSpec.LowRank(3), 8, 6),
                form(new LinearSpec.LowRankShare(0), 9, 7),
                form(new LinearSpec.Kronecker(), 6, 8),
                form(new LinearSpec.Kronecker(), 7, 8),
                form(new LinearSpec.TensorTrain(2, 3), 6, 8),
                form(new LinearSpec.TensorTrain(3, 2), 8, 12),
                form(new LinearSpec.BlockTensorTrain(2, 1), 8, 6),
                form(new LinearSpec.BlockTensorTrain(2, 2), 6, 8),
                form(new LinearSpec.BlockTensorTrain(2, 3), 7, 5),
                form(new LinearSpec.BlockTensorTrain(3, 2), 8, 12),
                form(new LinearSpec.Monarch(2), 8, 6),
                form(new LinearSpec.Monarch(3), 8, 7),
                form(new LinearSpec.Monarch(0), 5, 8),
                form(new LinearSpec.Monarch(3), 4, 6),
                form(new LinearSpec.BlockDiagonal(2), 8, 6),
                form(new LinearSpec.Einsum(PAIR), 9, 9),
                form(new LinearSpec.SizedEinsum(new EinsumSizes(2, 2, 2, 3, 2, 1, 2)), 8, 6),
                form(new LinearSpec.SizedEinsum(new EinsumSizes(2, 1, 3, 2, 2, 2, 2)), 6, 8),
                form(new LinearSpec.SizedEinsum(new EinsumSizes(1, 2, 2, 1, 2, 2, 3)), 4, 4),
                form(new LinearSpec.Einsum(GENERIC), 16, 16));
    }

    static Form form(LinearSpec spec, long inputs, long outputs) {
        return spec.form(inputs, outputs, Splits.BALANCED);
    }

    static Structured map(Form form, long seed) {
        List<Tensor> factors = new ArrayList<>();
        for (Slot slot : form.slots()) {
            factors.add(Doubles.trainable(seed + factors.size(), slot.sizes()));
        }
        return new Structured(form, form.inputs(), form.outputs(), factors, Optional.empty());
    }
}
