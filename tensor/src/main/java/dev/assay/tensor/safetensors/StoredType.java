package dev.assay.tensor.safetensors;

import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The number formats that a safetensors header may name; constants are spelled as the format spells them.
///
/// Those without an [engine type][#scalarType()] can be listed but not read as tensors.
public enum StoredType {
    BOOL(8, ScalarType.Bool),
    U8(8, ScalarType.Byte),
    I8(8, ScalarType.Char),
    I16(16, ScalarType.Short),
    I32(32, ScalarType.Int),
    I64(64, ScalarType.Long),
    F16(16, ScalarType.Half),
    BF16(16, ScalarType.BFloat16),
    F32(32, ScalarType.Float),
    F64(64, ScalarType.Double),
    U16(16),
    U32(32),
    U64(64),
    C64(64),
    F8_E4M3(8),
    F8_E5M2(8),
    F8_E8M0(8),
    F6_E2M3(6),
    F6_E3M2(6),
    F4(4);

    private final int bits;
    private final Optional<ScalarType> scalarType;

    StoredType(int bits) {
        this.bits = bits;
        this.scalarType = Optional.empty();
    }

    StoredType(int bits, ScalarType scalarType) {
        this.bits = bits;
        this.scalarType = Optional.of(scalarType);
    }

    /// The format of this name, if the format knows it.
    public static Optional<StoredType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /// The format that holds this engine type, if one does.
    ///
    /// The engine hands out types that are not the enum's own constants, so they are told apart by their number.
    public static Optional<StoredType> of(ScalarType scalarType) {
        return Arrays.stream(values())
                .filter(type -> type.scalarType.isPresent() && type.scalarType.get().value == scalarType.value)
                .findFirst();
    }

    /// Bits that one number takes.
    public int bits() {
        return bits;
    }

    /// The engine's type for it; empty where Assay does not read the format.
    public Optional<ScalarType> scalarType() {
        return scalarType;
    }

    /// Bytes that `count` numbers take, packed.
    ///
    /// @throws ArithmeticException if that is more than a `long` holds, or not a whole number of bytes
    public long bytes(long count) {
        long total = Math.multiplyExact(count, bits);
        if (total % Byte.SIZE != 0) {
            throw new ArithmeticException(count + " numbers of " + bits + " bits are not a whole number of bytes");
        }
        return total / Byte.SIZE;
    }
}
