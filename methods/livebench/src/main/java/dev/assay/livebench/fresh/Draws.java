package dev.assay.livebench.fresh;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What makers draw by chance.
public final class Draws {
    private Draws() {}

    /// A whole number between two, both among them.
    public static int between(RandomGenerator random, int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    /// A whole number up to `most` in size that is not 0.
    public static int nonZero(RandomGenerator random, int most) {
        int size = between(random, 1, most);
        return random.nextBoolean() ? size : -size;
    }

    public static <T> T one(RandomGenerator random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /// Some different ones, in the order they are drawn; all where there are no more.
    public static <T> List<T> some(RandomGenerator random, List<T> of, int count) {
        List<T> left = new ArrayList<>(of);
        List<T> drawn = new ArrayList<>();
        for (int i = 0; i < count && !left.isEmpty(); i++) {
            drawn.add(left.remove(random.nextInt(left.size())));
        }
        return drawn;
    }

    /// All of them in another order.
    public static <T> List<T> shuffled(RandomGenerator random, List<T> of) {
        return some(random, of, of.size());
    }

    /// Some different numbers below one, in the order they are drawn.
    public static List<Integer> places(RandomGenerator random, int count, int below) {
        return some(random, IntStream.range(0, below).boxed().toList(), count);
    }
}
