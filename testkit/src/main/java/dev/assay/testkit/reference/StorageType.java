package dev.assay.testkit.reference;

/// How a number is stored in a safetensors file.
public enum StorageType {
    /// IEEE 754 binary32, 4 bytes.
    F32(4, "float32"),
    /// IEEE 754 binary16, 2 bytes.
    F16(2, "float16"),
    /// The upper half of a binary32, 2 bytes.
    BF16(2, "bfloat16");

    private final int bytes;
    private final String torchName;

    StorageType(int bytes, String torchName) {
        this.bytes = bytes;
        this.torchName = torchName;
    }

    /// Bytes per number.
    public int bytes() {
        return bytes;
    }

    /// The name in `torch_dtype` of a config.json.
    public String torchName() {
        return torchName;
    }

    /// The value that the lowest bits of `bits` stand for; exact.
    public float decode(int bits) {
        return switch (this) {
            case F32 -> Float.intBitsToFloat(bits);
            case F16 -> Float.float16ToFloat((short) bits);
            case BF16 -> Float.intBitsToFloat(bits << 16);
        };
    }

    /// The bits of the nearest value of this type, ties to even.
    public int encode(float value) {
        return switch (this) {
            case F32 -> Float.floatToRawIntBits(value);
            case F16 -> Float.floatToFloat16(value) & 0xFFFF;
            case BF16 -> nearestBrainBits(value);
        };
    }

    /// The nearest value of this type.
    public float rounded(float value) {
        return decode(encode(value));
    }

    private static int nearestBrainBits(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (bits >>> 16) | 0x40; // keep it a NaN where only its lower bits were set
        }
        int half = 0x7FFF + ((bits >>> 16) & 1);
        return (bits + half) >>> 16;
    }
}
