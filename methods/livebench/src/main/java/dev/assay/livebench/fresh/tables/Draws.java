package dev.assay.livebench.fresh.tables;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Drawing from lists.
final class Draws {
    private Draws() {}

    /// One item.
    static <T> T one(RandomGenerator random, List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    /// The items in another order.
    static <T> List<T> shuffled(RandomGenerator random, List<T> items) {
        List<T> copy = new ArrayList<>(items);
        Collections.shuffle(copy, random);
        return copy;
    }

    /// Some of the items, each at most once, in chance order; all where there are fewer.
    static <T> List<T> some(RandomGenerator random, int count, List<T> items) {
        return List.copyOf(shuffled(random, items).subList(0, Math.min(count, items.size())));
    }

    /// Some of the first whole numbers, each at most once, in chance order.
    static List<Integer> places(RandomGenerator random, int count, int of) {
        return some(random, count, IntStream.range(0, of).boxed().toList());
    }

    /// A whole number from the least to the most, both included.
    static int between(RandomGenerator random, int least, int most) {
        return random.nextInt(least, most + 1);
    }
}
