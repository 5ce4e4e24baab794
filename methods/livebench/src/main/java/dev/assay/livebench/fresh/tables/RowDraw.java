package dev.assay.livebench.fresh.tables;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What is drawn for one row: the things that its columns share, so that a city stands beside its own
/// country.
final class RowDraw {
    private final RandomGenerator random;
    private final ValueLists lists;
    private final int row;
    private final Map<String, Integer> things = new LinkedHashMap<>();

    RowDraw(RandomGenerator random, ValueLists lists, int row) {
        this.random = random;
        this.lists = lists;
        this.row = row;
    }

    RandomGenerator random() {
        return random;
    }

    /// How many rows stand above.
    int row() {
        return row;
    }

    /// A field of the row's thing of a list.
    ///
    /// @param reference `list.field`, or `list.field#role` for a thing of its own
    String field(String reference) {
        String[] roles = reference.split("#", 2);
        String[] parts = roles[0].split("\\.", 2);
        String key = roles.length == 1 ? parts[0] : parts[0] + '#' + roles[1];
        int place = things.computeIfAbsent(key, k -> random.nextInt(lists.size(parts[0])));
        return lists.field(parts[0], place, parts[1]);
    }
}
