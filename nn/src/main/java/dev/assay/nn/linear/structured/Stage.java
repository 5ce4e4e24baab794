package dev.assay.nn.linear.structured;

import java.util.List;
import java.util.function.ToLongFunction;

/// One factor's part in the product with a row: small matrix products, each of which takes some of the
/// numbers that lie there and makes some of the next.
///
/// Every number that lies there is taken by one product at most, and every number is made by one.
///
/// @param slot  which factor
/// @param steps the products
/// @param width how many numbers are made
record Stage(int slot, List<Step> steps, long width) {
    Stage {
        steps = List.copyOf(steps);
    }

    /// A product with a matrix `[made, taken]` that is part of the factor.
    ///
    /// A place is counted in numbers of one row; `wide` neighbours are multiplied alike, as if they
    /// were further rows.
    ///
    /// @param part       where the matrix lies in the factor
    /// @param from       place of the first number that is taken
    /// @param fromStride from one that is taken to the next
    /// @param taken      how many
    /// @param to         place of the first that is made
    /// @param toStride   from one that is made to the next
    /// @param made       how many
    /// @param wide       neighbours at each place
    record Step(Part part, long from, long fromStride, int taken, long to, long toStride, int made, int wide) {
        long macs() {
            return (long) made * taken * wide;
        }
    }

    /// A matrix in a factor.
    ///
    /// @param offset of its first number
    /// @param stride from one stored row to the next
    /// @param turned whether it is stored as `[taken, made]`
    record Part(long offset, long stride, boolean turned) {}

    /// Whether it can read rows as they lie: each product takes neighbours.
    boolean takesNeighbours() {
        return steps.stream().allMatch(step -> step.fromStride() == 1 && step.wide() == 1);
    }

    /// Whether it can write rows as they lie: each product makes neighbours.
    boolean makesNeighbours() {
        return steps.stream().allMatch(step -> step.toStride() == 1 && step.wide() == 1);
    }

    long sum(ToLongFunction<Step> of) {
        return steps.stream().mapToLong(of).sum();
    }
}
