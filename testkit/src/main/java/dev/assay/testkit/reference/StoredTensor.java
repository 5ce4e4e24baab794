package dev.assay.testkit.reference;

import java.util.Arrays;

/// A tensor as plain numbers in row-major order.
///
/// @param shape  the sizes
/// @param values as many numbers as the sizes multiply to
public record StoredTensor(int[] shape, float[] values) {
    public StoredTensor {
        long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        if (count != values.length) {
            throw new IllegalArgumentException(
                    "shape " + Arrays.toString(shape) + " holds " + count + " numbers, found " + values.length);
        }
    }

    /// A tensor of one number everywhere.
    public static StoredTensor filled(float value, int... shape) {
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Arrays.fill(values, value);
        return new StoredTensor(shape, values);
    }

    /// The square matrix with ones on its diagonal.
    public static StoredTensor identity(int size) {
        StoredTensor matrix = filled(0, size, size);
        for (int i = 0; i < size; i++) {
            matrix.values[i * size + i] = 1;
        }
        return matrix;
    }
}
