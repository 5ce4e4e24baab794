package dev.assay.scaling.study;

import dev.assay.nn.moe.LayerDesign;
import java.util.Optional;
import java.util.OptionalLong;

/// How wide a model of a structure is to be for a budget.
final class Widths {
    private static final long WIDEST = 1 << 14;

    /// A width whose cost is further off than by this factor does not count.
    private static final double FURTHEST = 1.25;

    /// Among widths nearly as near, the one with the most even splits is cheapest for what it holds.
    private static final double NEARLY = 0.05;

    private Widths() {}

    /// The widest model that comes as near to a budget as another, within a few per cent; nothing if
    /// none comes within a quarter.
    static Optional<Long> nearest(Lesson lesson, LayerDesign design, Search.Budget budget, long count) {
        double best = Math.log(FURTHEST);
        Optional<Long> widest = Optional.empty();
        for (long width = 2; width <= WIDEST; width++) {
            OptionalLong cost = lesson.fits(width) ? cost(lesson, design, budget, width) : OptionalLong.empty();
            if (cost.isEmpty()) {
                continue;
            }
            if (cost.getAsLong() > count * 4 * FURTHEST
                    && width > 64
                    && isDearer(lesson, design, budget, width, count)) {
                break;
            }
            double off = Math.abs(Math.log((double) cost.getAsLong() / count));
            if (off <= best || (widest.isPresent() && off <= best + NEARLY && off <= Math.log(FURTHEST))) {
                best = Math.min(best, off);
                widest = Optional.of(width);
            }
        }
        return widest;
    }

    private static boolean isDearer(Lesson lesson, LayerDesign design, Search.Budget budget, long width, long count) {
        OptionalLong twice = cost(lesson, design, budget, 2 * width);
        return twice.isPresent() && twice.getAsLong() > 8 * count;
    }

    private static OptionalLong cost(Lesson lesson, LayerDesign design, Search.Budget budget, long width) {
        try {
            return OptionalLong.of(
                    switch (budget) {
                        case MULTIPLY_ADDS -> lesson.structuredMacs(design, width);
                        case PARAMETERS -> lesson.structuredParameters(design, width);
                    });
        } catch (IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }
}
