package dev.assay.tensor.safetensors;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The number formats that a safetensors file may hold and the engine can read.
public enum StoredType {
    F64(ScalarType.Double, 8),
    F32(ScalarType.Float, 4),
    F16(ScalarType.Half, 2),
    BF16(ScalarType.BFloat16, 2),
    I64(ScalarType.Long, 8),
    I32(ScalarType.Int, 4),
    I16(ScalarType.Short, 2),
    I8(ScalarType.Char, 1),
    U8(ScalarType.Byte, 1),
    BOOL(ScalarType.Bool, 1);

    private final ScalarType scalarType;
    private final int bytes;

    StoredType(ScalarType scalarType, int bytes) {
        this.scalarType = scalarType;
        this.bytes = bytes;
    }

    /// The format of this name.
    public static Optional<StoredType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /// The format of an engine's type.
    public static Optional<StoredType> of(ScalarType type) {
        return Arrays.stream(values())
                .filter(stored -> stored.scalarType == type)
                .findFirst();
    }

    /// The engine's name for it.
    public ScalarType scalarType() {
        return scalarType;
    }

    /// Bytes that one number takes.
    public int bytes() {
        return bytes;
    }
}
