package dev.assay.nn.layer;

import dev.assay.tensor.Heap;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Rotary position embedding in the half-split form: element `i` turns with element `i + dim/2` by an
/// angle that grows with the position.
///
/// `y_i = x_i cos(p θ_i) − x_{i+h} sin(p θ_i)`, `y_{i+h} = x_{i+h} cos(p θ_i) + x_i sin(p θ_i)`, `h =
/// dim/2`. Source: Su et al., "RoFormer" (2021); the half-split order is that of the published
/// checkpoints.
///
/// @param cosine `[positions, dim]`, both halves alike
/// @param sine   `[positions, dim]`, the first half negated
public record Rotary(Tensor cosine, Tensor sine) {
    /// The table for positions `0..positions-1`.
    ///
    /// @param frequencies `θ`, radians per position, `dim/2` of them
    /// @param magnitude   factor on both tables, 1 but for some scaled models
    public static Rotary of(double[] frequencies, double magnitude, long positions) {
        int half = frequencies.length;
        float[] cos = new float[Math.toIntExact(positions * half * 2)];
        float[] sin = new float[cos.length];
        for (int position = 0; position < positions; position++) {
            for (int i = 0; i < half; i++) {
                double angle = position * frequencies[i];
                int first = position * 2 * half + i;
                cos[first] = (float) (Math.cos(angle) * magnitude);
                cos[first + half] = cos[first];
                sin[first] = (float) (-Math.sin(angle) * magnitude);
                sin[first + half] = -sin[first];
            }
        }
        long[] shape = {positions, 2L * half};
        return new Rotary(torch.tensor(cos).view(shape), torch.tensor(sin).view(shape));
    }

    /// The plain frequencies `θ_i = base^(−2i/dim)`.
    public static double[] frequencies(int dim, double base) {
        return LongStream.range(0, dim / 2)
                .mapToDouble(i -> Math.pow(base, -2.0 * i / dim))
                .toArray();
    }

    /// The rows of the table for some positions, ready to turn heads laid out as `[batch, time, heads,
    /// dim]`.
    ///
    /// @param positions `[time]` or `[batch, time]`, 64-bit
    public Rotary at(Tensor positions) {
        return new Rotary(
                torch.embedding(cosine, positions).unsqueeze(-2),
                torch.embedding(sine, positions).unsqueeze(-2));
    }

    /// The rows `first..first+count-1`, ready to turn heads laid out as `[batch, time, heads, dim]`.
    public Rotary range(long first, long count) {
        return new Rotary(
                cosine.narrow(0, first, count).unsqueeze(-2),
                sine.narrow(0, first, count).unsqueeze(-2));
    }

    /// The same tables in another number format or on another device.
    public Rotary like(Tensor other) {
        return new Rotary(cosine.to(other.device(), other.scalar_type()), sine.to(other.device(), other.scalar_type()));
    }

    /// Turns each head.
    ///
    /// @param x `[batch, time, heads, dim]`
    public Tensor turn(Tensor x) {
        long dim = x.size(-1);
        Tensor swapped = torch.cat(
                new org.bytedeco.pytorch.TensorVector(x.narrow(-1, dim / 2, dim / 2), x.narrow(-1, 0, dim / 2)), -1);
        return torch.addcmul(x.mul(cosine), swapped, sine);
    }

    /// The turn of one position, for rows on the Java heap.
    public Turn at(long position) {
        return new Turn(Heap.row(cosine, position), Heap.row(sine, position));
    }

    /// The turn of one position.
    ///
    /// @param cosine `[dim]`
    /// @param sine   `[dim]`
    public record Turn(float[] cosine, float[] sine) {
        /// Turns some heads where they lie.
        ///
        /// @param heads one after another
        /// @param start where the first begins
        /// @param count how many numbers they have
        public void turn(float[] heads, int start, int count) {
            int dim = cosine.length;
            int half = dim / 2;
            for (int from = start; from < start + count; from += dim) {
                for (int i = 0; i < half; i++) {
                    float first = heads[from + i];
                    float second = heads[from + half + i];
                    heads[from + i] = first * cosine[i] + second * sine[i];
                    heads[from + half + i] = second * cosine[half + i] + first * sine[half + i];
                }
            }
        }
    }
}
