package dev.assay.livebench.fresh.maths;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// What chance decides.
final class Draws {
    private Draws() {}

    /// A whole number from `low` to `high`, both of them too.
    static int within(RandomGenerator random, int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /// A whole number up to `most` in size that is not 0.
    static int nonZero(RandomGenerator random, int most) {
        int size = within(random, 1, most);
        return random.nextBoolean() ? size : -size;
    }

    static <T> T one(RandomGenerator random, List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    /// Some of the items, in an order that chance decides.
    static <T> List<T> some(RandomGenerator random, List<T> items, int count) {
        List<T> left = new ArrayList<>(items);
        List<T> taken = new ArrayList<>();
        while (taken.size() < count) {
            taken.add(left.remove(random.nextInt(left.size())));
        }
        return List.copyOf(taken);
    }
}
