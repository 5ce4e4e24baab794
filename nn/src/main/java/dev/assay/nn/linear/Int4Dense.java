package dev.assay.nn.linear;

import dev.assay.nn.Parameter;
import dev.assay.nn.RowFunction;
import dev.assay.tensor.Operators;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A frozen dense map whose weights are held in four bits, by groups of inputs,
/// `W_oi ≈ s_og · (c_oi − 8) + z_og`, `g = i / group`.
///
/// | name     | shape                    | meaning                                      |
/// |----------|--------------------------|----------------------------------------------|
/// | `c`      | `[outputs, inputs / 2]`  | codes from 0 to 15, two in a byte, in the order that this processor's
/// product reads |
/// | `s`, `z` | `[inputs / group, outputs, 2]` | step and middle of each group, bf16    |
///
/// Decoding reads about an eighth of the bytes of f32. Many rows at once, as of a prompt, take about
/// twice the time that they take in bf16. Not for training; made for processors.
///
/// @param codes  `c`, packed
/// @param ranges `s` and `z`
/// @param inputs size of the input
/// @param group  inputs that share a step and a middle
public record Int4Dense(Tensor codes, Tensor ranges, long inputs, long group) implements LinearMap {
    private static final Operators.Operator PACK = Operators.named("aten::_convert_weight_to_int4pack_for_cpu");
    private static final Operators.Operator PRODUCT = Operators.named("aten::_weight_int4pack_mm_for_cpu");

    /// Outputs are packed in blocks of this many.
    private static final long BLOCK = 64;

    private static final long[] GROUPS = {64, 32};

    /// Whether a matrix of this shape can be held so.
    public static boolean fits(long outputs, long inputs) {
        return outputs % BLOCK == 0 && inputs % GROUPS[GROUPS.length - 1] == 0;
    }

    /// Quantises a matrix `[outputs, inputs]`, each group of 64 or 32 inputs between its least and its
    /// largest weight.
    ///
    /// @throws IllegalArgumentException unless it [fits][#fits]
    public static Int4Dense of(Tensor weight) {
        long outputs = weight.size(0);
        long inputs = weight.size(1);
        if (!fits(outputs, inputs)) {
            throw new IllegalArgumentException(
                    "outputs in multiples of 64 and inputs of 32 are needed, not " + outputs + " and " + inputs);
        }
        long group = inputs % GROUPS[0] == 0 ? GROUPS[0] : GROUPS[1];
        Tensor grouped = weight.detach().to(ScalarType.Float).reshape(outputs, inputs / group, group);
        Tensor least = grouped.amin(new long[] {2}, true);
        Tensor largest = grouped.amax(new long[] {2}, true);
        Tensor step = Bf16.above(largest.sub(least).div(new Scalar(15)));
        // Code 8 stands for the middle, so that rounding it shifts all codes alike.
        Tensor middle = least.add(step, new Scalar(8)).to(ScalarType.BFloat16).to(ScalarType.Float);
        Tensor codes = grouped.sub(middle)
                .div(step)
                .round()
                .add(new Scalar(8))
                .clamp(new ScalarOptional(new Scalar(0)), new ScalarOptional(new Scalar(15)))
                .to(ScalarType.Int)
                .view(outputs, inputs);
        Tensor ranges = torch.stack(
                        new TensorVector(step.squeeze(2).t(), middle.squeeze(2).t()), 2)
                .to(ScalarType.BFloat16)
                .contiguous();
        Tensor packed = PACK.tensor(new IValue(codes), new IValue(1L));
        return new Int4Dense(packed, ranges, inputs, group);
    }

    @Override
    public Tensor apply(Tensor x) {
        Tensor flat = x.reshape(x.numel() / inputs, inputs).to(ScalarType.BFloat16);
        Tensor y = PRODUCT.tensor(new IValue(flat), new IValue(codes), new IValue(group), new IValue(ranges));
        return Bf16.shaped(y, x, outputs()).to(x.scalar_type().intern());
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        RowProduct product = RowProduct.of(
                ScalarType.BFloat16,
                most,
                inputs,
                x -> PRODUCT.with(new IValue(x), new IValue(codes), new IValue(group), new IValue(ranges)));
        return Optional.of(rows -> product.of(rows, Math.toIntExact(rows.length / inputs)));
    }

    @Override
    public long outputs() {
        return ranges.size(1);
    }

    @Override
    public List<Parameter> factors() {
        return List.of(Parameter.matrix("codes", codes, 0), Parameter.vector("ranges", ranges));
    }

    @Override
    public long macsPerRow() {
        return inputs * outputs();
    }

    /// The matrix as the product sees it, `[outputs, inputs]`: the codes' order is the processor's own.
    @Override
    public Tensor toDense() {
        return apply(torch.eye(inputs, new TensorOptions(ScalarType.Float))).t();
    }
}
