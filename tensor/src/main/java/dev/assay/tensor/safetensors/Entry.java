package dev.assay.tensor.safetensors;

import java.util.List;

/// What a header says of one tensor.
///
/// @param name  of the tensor
/// @param type  of its numbers
/// @param shape sizes of its dimensions, outermost first; empty for a scalar
/// @param begin first byte, counted from the end of the header
/// @param end   one past the last byte
public record Entry(String name, StoredType type, List<Long> shape, long begin, long end) {
    /// More dimensions than any tensor has; the engine's kernels go no further.
    static final int MOST_DIMENSIONS = 64;

    /// @throws IllegalArgumentException if type, shape and place contradict each other
    public Entry {
        shape = List.copyOf(shape);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("its data_offsets [" + begin + ", " + end + "] do not stand in order");
        }
        long needed = byteCount(type, shape);
        if (end - begin != needed) {
            throw new IllegalArgumentException("type " + type + " and shape " + shape + " need " + needed
                    + " bytes, its data_offsets [" + begin + ", " + end + "] hold " + (end - begin));
        }
    }

    /// How many numbers it has: the product of its shape, 1 for a scalar.
    public long elementCount() {
        return product(shape);
    }

    /// How many bytes it takes.
    public long bytes() {
        return end - begin;
    }

    /// The shape as the engine takes it.
    public long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    private static long byteCount(StoredType type, List<Long> shape) {
        if (shape.size() > MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    "its shape has " + shape.size() + " dimensions, at most " + MOST_DIMENSIONS + " are read");
        }
        try {
            requireStrides(shape);
            return type.bytes(product(shape));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "type " + type + " and shape " + shape + " make no possible size: " + e.getMessage(), e);
        }
    }

    /// Strides must fit a `long` also where a size of zero makes the tensor empty.
    private static void requireStrides(List<Long> shape) {
        long bytes = Long.BYTES;
        for (long size : shape) {
            if (size < 0) {
                throw new IllegalArgumentException("its shape " + shape + " has a negative size");
            }
            bytes = Math.multiplyExact(bytes, Math.max(size, 1));
        }
    }

    private static long product(List<Long> shape) {
        long product = 1;
        for (long size : shape) {
            product *= size;
        }
        return product;
    }

    @Override
    public String toString() {
        return name + " " + type + " " + shape;
    }
}
