package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.fresh.Draws;
import java.util.List;
import java.util.random.RandomGenerator;

/// The tables that a maker asks of: those that were given, or else synthetic ones.
final class Material {
    private static final int ROWS = 120;

    private final List<SourceTable> given;
    private final SyntheticTables synthetic = new SyntheticTables();

    Material(List<SourceTable> given) {
        this.given = List.copyOf(given);
    }

    /// A table.
    SourceTable one(RandomGenerator random) {
        return some(random, 1).getFirst();
    }

    /// Different tables; fewer where there are no more.
    List<SourceTable> some(RandomGenerator random, int count) {
        int kinds = given.isEmpty() ? synthetic.kinds() : given.size();
        List<Integer> places = Draws.places(random, count, kinds);
        return places.stream()
                .map(place -> given.isEmpty() ? synthetic.draw(random, place, ROWS) : given.get(place))
                .toList();
    }
}
