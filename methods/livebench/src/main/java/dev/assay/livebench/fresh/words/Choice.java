package dev.assay.livebench.fresh.words;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws from lists.
public final class Choice {
    private Choice() {}

    /// One of them, each as likely.
    public static <T> T of(List<T> items, RandomGenerator random) {
        return items.get(random.nextInt(items.size()));
    }

    /// All of them in an order drawn.
    public static <T> List<T> shuffled(List<T> items, RandomGenerator random) {
        List<T> all = new ArrayList<>(items);
        Collections.shuffle(all, random);
        return all;
    }
}
