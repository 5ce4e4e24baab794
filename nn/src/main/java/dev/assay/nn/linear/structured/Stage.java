package dev.assay.nn.linear.structured;

import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One factor's part in the product with a row: small matrix products, each of which takes some of the
/// numbers that lie there and makes some of the next.
///
/// Every number that lies there is taken by one product at most; every number is made by one, or added
/// up from several that follow each other.
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
    /// @param adds       whether what it makes is added to what lies there
    record Step(
            Part part,
            long from,
            long fromStride,
            int taken,
            long to,
            long toStride,
            int made,
            int wide,
            boolean adds) {
        /// One that does not add.
        Step(Part part, long from, long fromStride, int taken, long to, long toStride, int made, int wide) {
            this(part, from, fromStride, taken, to, toStride, made, wide, false);
        }

        /// The same in steps of at most so many multiply-adds for a row, each of which takes a part of the numbers.
        Stream<Step> parts(long mostMacs) {
            int most = Math.max(1, Math.toIntExact(mostMacs / Math.max(1, (long) made * wide)));
            int count = Math.max(1, (taken + most - 1) / most);
            int even = (taken + count - 1) / count;
            return IntStream.range(0, count)
                    .mapToObj(i -> part(Math.min(taken, i * even), Math.min(taken, (i + 1) * even)));
        }

        private Step part(int first, int last) {
            long distance = part.turned() ? part.stride() : 1;
            Part some = new Part(part.offset() + first * distance, part.stride(), part.turned());
            return new Step(
                    some,
                    from + first * fromStride,
                    fromStride,
                    last - first,
                    to,
                    toStride,
                    made,
                    wide,
                    adds || first > 0);
        }

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

    /// The same with [parts][Step#parts] of steps that are too large.
    Stage parted(long mostMacs) {
        return new Stage(
                slot, steps.stream().flatMap(step -> step.parts(mostMacs)).toList(), width);
    }

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
