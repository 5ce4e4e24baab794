package dev.assay.nn.linear.structured;

import java.util.List;

/// A factor of a structure: an operand of a (batched) matrix product.
///
/// @param name   such as `R`
/// @param shape  of the tensor
/// @param fanIn  inputs that each number of the product sums over, `n`
/// @param fanOut outputs that each input goes to, `m`
public record Slot(String name, List<Long> shape, long fanIn, long fanOut) {
    public Slot {
        shape = List.copyOf(shape);
        if (fanIn < 1 || fanOut < 1 || shape.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException("a factor has sizes of at least 1: " + name + " " + shape);
        }
    }

    static Slot of(String name, long fanIn, long fanOut, Long... shape) {
        return new Slot(name, List.of(shape), fanIn, fanOut);
    }

    /// How many numbers it holds.
    public long count() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /// The standard deviation `√min(n, m) / n` at the beginning, which gives each product a spectral
    /// norm of the order of `√(m / n)`. Source: Qiu et al., "Compute Better Spent" (2024), section 3.
    public double deviation() {
        return Math.sqrt(Math.min(fanIn, fanOut)) / fanIn;
    }

    long[] sizes() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
