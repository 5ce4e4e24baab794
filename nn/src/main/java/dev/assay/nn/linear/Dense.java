package dev.assay.nn.linear;

import dev.assay.nn.Parameter;
import dev.assay.nn.RowFunction;
import dev.assay.nn.init.Init;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The linear map with an unstructured matrix.
///
/// Cost per row: `inputs · outputs` multiply-adds; as many parameters.
///
/// @param weight `[outputs, inputs]`
public record Dense(Tensor weight) implements LinearMap {
    /// Up to so many numbers a lone row is multiplied in f32: the engine's product in bf16 costs some
    /// 17 µs however small the matrix, in which time memory gives as many numbers twice as wide.
    private static final long MOST_WIDENED = 1 << 18;

    public Dense {
        if (weight.dim() != 2) {
            throw new IllegalArgumentException("a dense weight is a matrix, not of " + weight.dim() + " dimensions");
        }
    }

    /// A new map with weights drawn by `init`.
    public static Dense of(long inputs, long outputs, Init init, Randomness randomness) {
        return new Dense(init.parameter(randomness, inputs, outputs, inputs));
    }

    /// With the matrix as the papers on structured layers store it, `[inputs, outputs]`.
    public static Dense fromReferenceFactor(Tensor factor) {
        return new Dense(factor.t().contiguous());
    }

    @Override
    public Tensor apply(Tensor x) {
        return isOneRow(x) ? asRow(weight.mv(x.reshape(-1)), x) : torch.linear(x, weight);
    }

    @Override
    public Tensor apply(Tensor x, Tensor bias) {
        return isOneRow(x)
                ? asRow(torch.addmv(bias, weight, x.reshape(-1)), x)
                : torch.linear(x, weight, new TensorOptional(bias));
    }

    /// Whether this is one row of f32 on a processor without a gradient, as in decoding: the
    /// matrix-vector product reads the weights four to five times as fast as the general one.
    private boolean isOneRow(Tensor x) {
        return x.numel() == weight.size(1)
                && !GradMode.is_enabled()
                && x.is_cpu()
                && weight.scalar_type().intern() == ScalarType.Float;
    }

    @Override
    public Optional<RowFunction> rows(int most) {
        ScalarType type = weight.scalar_type().intern();
        if (!weight.is_cpu() || !Heap.knows(type)) {
            return Optional.empty();
        }
        return Optional.of(type == ScalarType.Float ? whole(most) : reduced(most));
    }

    private RowFunction whole(int most) {
        Tensor wide = weight.detach().to(ScalarType.Float);
        Tensor turned = wide.t();
        Heap.Written x = Heap.written(ScalarType.Float, most, inputs());
        Heap.Written y = Heap.written(ScalarType.Float, most, outputs());
        Tensor oneIn = x.tensor().select(0, 0);
        Tensor oneOut = y.tensor().select(0, 0);
        int outputs = Math.toIntExact(outputs());
        return rows -> {
            x.write(rows);
            int count = Math.toIntExact(rows.length / inputs());
            if (count == 1) {
                torch.mv_out(oneOut, wide, oneIn);
            } else {
                torch.mm_out(y.first(count), x.first(count), turned);
            }
            return y.read(count * outputs);
        };
    }

    private RowFunction reduced(int most) {
        Heap.Written x = Heap.written(ScalarType.BFloat16, most, inputs());
        RowFunction several = rows -> {
            x.write(rows);
            return Heap.read(torch.linear(x.first(rows.length / inputs()), weight));
        };
        if (weight.numel() > MOST_WIDENED) {
            return several;
        }
        RowFunction one = whole(1);
        return rows -> rows.length == inputs() ? one.of(rows) : several.of(rows);
    }

    private Tensor asRow(Tensor y, Tensor x) {
        long[] shape = new long[Math.toIntExact(x.dim())];
        Arrays.fill(shape, 1);
        shape[shape.length - 1] = weight.size(0);
        return y.view(shape);
    }

    @Override
    public long inputs() {
        return weight.size(1);
    }

    @Override
    public long outputs() {
        return weight.size(0);
    }

    @Override
    public List<Parameter> factors() {
        return List.of(Parameter.matrix("weight", weight, 1 / Math.sqrt(inputs())));
    }

    @Override
    public long macsPerRow() {
        return inputs() * outputs();
    }

    @Override
    public Tensor toDense() {
        return weight;
    }
}
