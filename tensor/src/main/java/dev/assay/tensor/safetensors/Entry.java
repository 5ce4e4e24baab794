package dev.assay.tensor.safetensors;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// One tensor as a header describes it.
///
/// @param name  of the tensor
/// @param type  its number format
/// @param shape sizes, none negative
/// @param begin first byte, counted from the end of the header
/// @param end   byte after the last
public record Entry(String name, StoredType type, List<Long> shape, long begin, long end) {
    public Entry {
        shape = List.copyOf(shape);
    }

    /// The sizes as the engine wants them.
    public long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /// Bytes it takes.
    public long bytes() {
        return end - begin;
    }

    @Override
    public String toString() {
        return name + " " + type + " "
                + Arrays.stream(sizes()).mapToObj(Long::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
