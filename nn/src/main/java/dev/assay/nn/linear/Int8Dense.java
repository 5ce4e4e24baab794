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
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A frozen dense map whose weights are held in eight bits, `W_oi ≈ s_o · c_oi`.
///
/// | name | shape               | meaning                                  |
/// |------|---------------------|------------------------------------------|
/// | `c`  | `[outputs, inputs]` | codes from -127 to 127                   |
/// | `s`  | `[outputs]`         | `max_i |W_oi| / 127`, rounded up in bf16 |
///
/// Few rows are multiplied with the codes as they are, in bf16: decoding reads a quarter of the bytes
/// of f32. Many rows, as of a prompt, are multiplied with the matrix made whole again. Not for
/// training; made for processors.
///
/// @param codes  `c`, 8-bit
/// @param scales `s`, bf16
public record Int8Dense(Tensor codes, Tensor scales) implements LinearMap {
    /// Above so many rows making the matrix whole costs less than multiplying with codes.
    private static final long MOST_CODED_ROWS = 8;

    private static final Operators.Operator PRODUCT = Operators.named("aten::_weight_int8pack_mm");

    /// Quantises a matrix `[outputs, inputs]`, each output by its own largest weight.
    public static Int8Dense of(Tensor weight) {
        Tensor f32 = weight.detach().to(ScalarType.Float);
        Tensor scales = Bf16.above(f32.abs().amax(new long[] {1}, true).div(new Scalar(127)));
        Tensor codes = f32.div(scales)
                .round()
                .clamp(new ScalarOptional(new Scalar(-127)), new ScalarOptional(new Scalar(127)))
                .to(ScalarType.Char);
        return new Int8Dense(codes, scales.view(-1).to(ScalarType.BFloat16));
    }

    @Override
    public Tensor apply(Tensor x) {
        ScalarType type = x.scalar_type().intern();
        long rows = x.numel() / inputs();
        if (rows > MOST_CODED_ROWS) {
            return torch.linear(x, toDense().to(type));
        }
        Tensor flat = x.reshape(rows, inputs()).to(ScalarType.BFloat16);
        Tensor y = PRODUCT.tensor(new IValue(flat), new IValue(codes), new IValue(scales));
        return Bf16.shaped(y, x, outputs()).to(type);
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        RowProduct product = RowProduct.of(
                ScalarType.BFloat16,
                most,
                inputs(),
                x -> PRODUCT.with(new IValue(x), new IValue(codes), new IValue(scales)));
        return Optional.of(rows -> product.of(rows, Math.toIntExact(rows.length / inputs())));
    }

    @Override
    public long inputs() {
        return codes.size(1);
    }

    @Override
    public long outputs() {
        return codes.size(0);
    }

    @Override
    public List<Parameter> factors() {
        return List.of(Parameter.matrix("codes", codes, 0), Parameter.vector("scales", scales));
    }

    @Override
    public long macsPerRow() {
        return inputs() * outputs();
    }

    @Override
    public Tensor toDense() {
        return codes.to(ScalarType.Float).mul(scales.to(ScalarType.Float).unsqueeze(1));
    }
}
