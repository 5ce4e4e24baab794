package dev.assay.tensor;

import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The numbers of small tensors as Java arrays, and back.
///
/// A call into the engine costs some microseconds however little it does, and an operation that the engine puts
/// together from several costs that several times. On one row of a few thousand numbers a loop over a Java
/// array, copying included, takes less: a decoder that writes one token at a time is full of such rows.
public final class Heap {
    /// More numbers than this are better off in the engine, which has several threads.
    private static final long MOST = 1 << 13;

    private static final int BF16_BITS = 16;

    /// Half of the last digit that bf16 keeps.
    private static final int HALF = 0x7FFF;

    private Heap() {}

    /// Whether a tensor is small, lies on the processor in one piece, in f32 or bf16, and nobody asks for its
    /// gradient.
    public static boolean suits(Tensor x) {
        return x.numel() <= MOST && !GradMode.is_enabled() && x.is_cpu() && isKnown(x) && x.is_contiguous();
    }

    private static boolean isKnown(Tensor x) {
        ScalarType type = x.scalar_type().intern();
        return type == ScalarType.Float || type == ScalarType.BFloat16;
    }

    /// The numbers of a contiguous f32 or bf16 tensor on the processor, row by row.
    public static float[] read(Tensor x) {
        int count = Math.toIntExact(x.numel());
        float[] values = new float[count];
        if (x.scalar_type().intern() == ScalarType.Float) {
            x.data_ptr_float().get(values);
            return values;
        }
        short[] bits = new short[count];
        new ShortPointer(x.data_ptr()).get(bits);
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(bits[i] << BF16_BITS);
        }
        return values;
    }

    /// A new tensor of these numbers, in the number format of another, f32 or bf16; rounded to the nearest,
    /// ties to even.
    public static Tensor write(float[] values, Tensor like, long... shape) {
        Tensor y = like.new_empty(shape);
        if (y.scalar_type().intern() == ScalarType.Float) {
            y.data_ptr_float().put(values);
            return y;
        }
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = bf16(values[i]);
        }
        new ShortPointer(y.data_ptr()).put(bits);
        return y;
    }

    /// A new f32 tensor of these numbers.
    public static Tensor write(float[] values, long... shape) {
        Tensor y = torch.empty(shape);
        y.data_ptr_float().put(values);
        return y;
    }

    private static short bf16(float value) {
        if (Float.isNaN(value)) {
            return 0x7FC0;
        }
        int bits = Float.floatToRawIntBits(value);
        return (short) ((bits + HALF + ((bits >>> BF16_BITS) & 1)) >>> BF16_BITS);
    }
}
