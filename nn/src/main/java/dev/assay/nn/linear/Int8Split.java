package dev.assay.nn.linear;

import dev.assay.nn.Parameter;
import dev.assay.nn.RowFunction;
import dev.assay.tensor.Operators;
import dev.assay.tensor.Scope;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// A frozen dense map whose weights are held in eight bits, `W_oi ≈ s_o · c_oi`, and whose products are
/// products of whole numbers.
///
/// Processors multiply small whole numbers several times as fast as fractions, but an input of seven
/// bits would lose more than the weights do. So each row is split in two, a coarse part and what that
/// leaves, each of seven bits:
///
/// `63 x / max|x| = a + b / 126`, `a` and `b` whole numbers from -63 to 63, `y = max|x| / 63 · (W a + W
/// b / 126)`.
///
/// Both go through one product, which reads the weights once. What is left out is less than `max|x| /
/// 15,876`, less than bf16 leaves out of the largest number. Seven bits, not eight, since sums of two
/// products must fit sixteen on processors with AVX2. The codes lie in an order of the processor's own.
/// Not for training; made for processors.
///
/// Cost per row: `2 · inputs · outputs` multiply-adds of whole numbers.
///
/// @param packed  codes `c` and scales `s`, as the engine's product reads them
/// @param inputs  size of the input
/// @param outputs size of the output
public record Int8Split(IValue packed, long inputs, long outputs) implements LinearMap {
    private static final Operators.Operator PACK = Operators.named("quantized::linear_prepack");
    private static final Operators.Operator UNPACK = Operators.named("quantized::linear_unpack");
    private static final Operators.Operator PRODUCT =
            Operators.named("quantized::linear_with_input_q_dq_qweight_dq_output_fp32");

    /// The largest whole number of seven bits beside its sign.
    private static final float STEPS = 63;

    private static final float FINE_STEPS = 2 * STEPS;

    /// Adding this rounds a number of less than 22 bits to a whole one, ties to even; taking it away
    /// gives that back.
    private static final float ROUNDING = 3 << 22;

    /// Below this a scale would vanish.
    private static final float LEAST = 1e-30f;

    private static final double LEAST_SCALE = 1e-8;

    /// What every product is called with: a step of the input is 1, and zero stands for 64.
    private static final IValue STEP = constant(1.0);

    private static final IValue ZERO = constant(64L);

    private static final boolean AVAILABLE = multipliesWholeNumbers();

    private static IValue constant(Number value) {
        try (var scope = Scope.open()) {
            return scope.release(
                    value instanceof Long whole ? new IValue(whole.longValue()) : new IValue(value.doubleValue()));
        }
    }

    /// Whether the engine has such a product for this processor.
    public static boolean isAvailable() {
        return AVAILABLE;
    }

    private static boolean multipliesWholeNumbers() {
        try (var scope = Scope.open();
                var ignored = new NoGradGuard()) {
            Tensor one = of(torch.ones(8, 8)).many(torch.ones(1, 8));
            return Math.abs(one.max().item_double() - 8) < 0.1;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /// Quantises a matrix `[outputs, inputs]`, each output by its own largest weight.
    public static Int8Split of(Tensor weight) {
        Tensor f32 = weight.detach().to(ScalarType.Float).contiguous();
        long outputs = f32.size(0);
        Tensor scales = f32.abs()
                .amax(new long[] {1}, false)
                .div(new Scalar(127))
                .clamp_min(new Scalar(LEAST_SCALE))
                .to(ScalarType.Double);
        Tensor middles = torch.zeros(new long[] {outputs}, new TensorOptions(ScalarType.Long));
        Tensor codes = torch.quantize_per_channel(f32, scales, middles, 0, ScalarType.QInt8);
        IValueVector packed = PACK.call(new IValue(codes), new IValue());
        return new Int8Split(new IValue(packed.get(0)), f32.size(1), outputs);
    }

    @Override
    public Tensor apply(Tensor x) {
        ScalarType type = x.scalar_type().intern();
        Tensor flat = x.reshape(x.numel() / inputs, inputs).to(ScalarType.Float);
        return Bf16.shaped(many(flat), x, outputs).to(type);
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        RowProduct product =
                RowProduct.of(ScalarType.Float, 2 * most, inputs, x -> PRODUCT.with(new IValue(x), STEP, ZERO, packed));
        int width = Math.toIntExact(inputs);
        return Optional.of(rows -> {
            int count = rows.length / width;
            float[] largest = new float[count];
            float[] parts = new float[2 * rows.length];
            for (int row = 0; row < count; row++) {
                largest[row] = largest(rows, row * width, width);
                split(rows, row * width, width, STEPS / largest[row], parts);
            }
            return together(product.of(parts, 2 * count), largest);
        });
    }

    private static float largest(float[] rows, int from, int width) {
        float largest = LEAST;
        for (int i = from; i < from + width; i++) {
            largest = Math.max(largest, Math.abs(rows[i]));
        }
        return largest;
    }

    /// The coarse parts of a row, then the fine ones.
    private static void split(float[] rows, int from, int width, float scale, float[] parts) {
        for (int i = 0; i < width; i++) {
            float unit = rows[from + i] * scale;
            float coarse = (unit + ROUNDING) - ROUNDING;
            parts[2 * from + i] = coarse;
            parts[2 * from + width + i] = (unit - coarse) * FINE_STEPS;
        }
    }

    private static float[] together(float[] products, float[] largest) {
        float[] y = new float[products.length / 2];
        int width = y.length / largest.length;
        for (int row = 0; row < largest.length; row++) {
            float scale = largest[row] / STEPS;
            for (int i = 0; i < width; i++) {
                int coarse = 2 * row * width + i;
                y[row * width + i] = scale * (products[coarse] + products[coarse + width] / FINE_STEPS);
            }
        }
        return y;
    }

    /// @param x `[rows, inputs]`, f32
    private Tensor many(Tensor x) {
        long rows = x.size(0);
        Tensor largest = x.abs().amax(new long[] {1}, true).clamp_min(new Scalar(LEAST));
        Tensor unit = x.div(largest).mul_(new Scalar(STEPS));
        Tensor coarse = unit.round();
        Tensor fine = unit.sub_(coarse).mul_(new Scalar(FINE_STEPS));
        Tensor products = product(torch.cat(new TensorVector(coarse, fine), 0));
        return products.narrow(0, 0, rows)
                .add(products.narrow(0, rows, rows), new Scalar(1 / FINE_STEPS))
                .mul_(largest)
                .mul_(new Scalar(1 / STEPS));
    }

    private Tensor product(Tensor wholeNumbers) {
        return PRODUCT.tensor(new IValue(wholeNumbers), STEP, ZERO, packed);
    }

    /// The codes and scales, read back out of the packed form.
    @Override
    public List<Parameter> factors() {
        Tensor codes = unpacked();
        return List.of(
                Parameter.matrix("codes", codes.int_repr(), 0),
                Parameter.vector("scales", codes.q_per_channel_scales().to(ScalarType.Float)));
    }

    @Override
    public long macsPerRow() {
        return 2 * inputs * outputs;
    }

    @Override
    public Tensor toDense() {
        return unpacked().dequantize();
    }

    private Tensor unpacked() {
        return UNPACK.tensor(packed);
    }
}
