package dev.assay.tensor;

import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The numbers of small tensors as Java arrays, and back.
///
/// A call into the engine costs some microseconds however little it does, and an operation that the
/// engine puts together from several costs that several times. On one row of a few thousand numbers a
/// loop over a Java array, copying included, takes less: a decoder that writes one token at a time is
/// full of such rows.
public final class Heap {
    private static final int BF16_BITS = 16;

    /// Half of the last digit that bf16 keeps.
    private static final int HALF = 0x7FFF;

    private static final int INFINITE = 0x7F80_0000;

    private static final int NOT_A_NUMBER = 0x7FC0;

    private Heap() {}

    /// Whether tensors of a number format can be read and written here: f32 and bf16.
    public static boolean knows(ScalarType type) {
        return type == ScalarType.Float || type == ScalarType.BFloat16;
    }

    /// The numbers of a contiguous f32 or bf16 tensor on the processor, row by row.
    public static float[] read(Tensor x) {
        return read(x, 0, Math.toIntExact(x.numel()));
    }

    /// The numbers of one row of a contiguous f32 or bf16 matrix on the processor.
    ///
    /// @throws IndexOutOfBoundsException if there is no such row
    public static float[] row(Tensor matrix, long index) {
        Objects.checkIndex(index, matrix.size(0));
        int width = Math.toIntExact(matrix.size(1));
        return read(matrix, index * width, width);
    }

    private static float[] read(Tensor x, long first, int count) {
        if (x.scalar_type().intern() == ScalarType.Float) {
            float[] values = new float[count];
            x.data_ptr_float().position(first).get(values);
            return values;
        }
        short[] bits = new short[count];
        new ShortPointer(x.data_ptr()).position(first).get(bits);
        return widened(bits);
    }

    /// The numbers of any tensor, wherever it lies and in whatever format, row by row.
    public static float[] numbers(Tensor x) {
        return read(x.to(ScalarType.Float).cpu().contiguous());
    }

    private static float[] widened(short[] bits) {
        float[] values = new float[bits.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(bits[i] << BF16_BITS);
        }
        return values;
    }

    /// A new tensor that is written again and again; it belongs to the scope that is open.
    ///
    /// @param type f32 or bf16
    public static Written written(ScalarType type, long... shape) {
        Tensor tensor = torch.zeros(shape, new TensorOptions().dtype(new ScalarTypeOptional(type)));
        return type == ScalarType.Float
                ? new Written.Whole(tensor, tensor.data_ptr_float())
                : new Written.Reduced(tensor, new ShortPointer(tensor.data_ptr()));
    }

    /// A tensor on the processor whose numbers come from Java arrays and go there.
    public sealed interface Written {
        /// The tensor.
        Tensor tensor();

        /// Replaces its first numbers, rounded to the nearest that its format has, ties to even.
        ///
        /// @param values at most as many as the tensor has
        void write(float[] values);

        /// Its first numbers.
        float[] read(int count);

        /// Its first rows, a view.
        default Tensor first(long rows) {
            return rows == tensor().size(0) ? tensor() : tensor().narrow(0, 0, rows);
        }

        /// In f32.
        record Whole(Tensor tensor, FloatPointer numbers) implements Written {
            @Override
            public void write(float[] values) {
                requireRoom(tensor, values);
                numbers.put(values);
            }

            @Override
            public float[] read(int count) {
                float[] values = new float[count];
                numbers.get(values);
                return values;
            }
        }

        /// In bf16.
        record Reduced(Tensor tensor, ShortPointer numbers) implements Written {
            @Override
            public void write(float[] values) {
                requireRoom(tensor, values);
                short[] bits = new short[values.length];
                for (int i = 0; i < bits.length; i++) {
                    bits[i] = bf16(Float.floatToRawIntBits(values[i]));
                }
                numbers.put(bits);
            }

            @Override
            public float[] read(int count) {
                short[] bits = new short[count];
                numbers.get(bits);
                return widened(bits);
            }
        }
    }

    private static void requireRoom(Tensor tensor, float[] values) {
        if (values.length > tensor.numel()) {
            throw new IllegalArgumentException(
                    "a tensor of " + tensor.numel() + " numbers has no room for " + values.length);
        }
    }

    private static short bf16(int bits) {
        int rounded = (bits + HALF + ((bits >>> BF16_BITS) & 1)) >>> BF16_BITS;
        return (short) ((bits & Integer.MAX_VALUE) > INFINITE ? NOT_A_NUMBER : rounded);
    }
}
