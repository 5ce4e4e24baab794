package dev.assay.tensor;

import dev.assay.base.AssayException;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The number format in which layers compute.
public enum Precision {
    /// 32-bit floating point.
    F32(ScalarType.Float, 4),
    /// bfloat16: the exponent of f32 with 8 bits of mantissa. Training keeps f32 master weights beside it.
    BF16(ScalarType.BFloat16, 2);

    private final ScalarType scalarType;
    private final int bytes;

    Precision(ScalarType scalarType, int bytes) {
        this.scalarType = scalarType;
        this.bytes = bytes;
    }

    /// Reads `f32` or `bf16`.
    ///
    /// @throws AssayException `ASSAY-2011` for any other text
    public static Precision parse(String text) {
        for (Precision precision : values()) {
            if (precision.toString().equals(text)) {
                return precision;
            }
        }
        throw AssayException.of(
                "ASSAY-2011", "There is no precision '" + text + "'.", "precision", "write f32 or bf16");
    }

    /// The engine's name for it.
    public ScalarType scalarType() {
        return scalarType;
    }

    /// Bytes that one number takes.
    public int bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
