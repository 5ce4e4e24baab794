package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.fresh.Draws;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// The tables that a maker asks of: those that were given, or else synthetic ones.
final class Material {
    private static final int ROWS = 120;
    /// Each draw goes over a whole table, so that of a large one only some rows are kept.
    private static final int MOST_ROWS = 1000;

    private final List<SourceTable> given;
    private final SyntheticTables synthetic = new SyntheticTables();

    Material(List<SourceTable> given) {
        this.given = given.stream().map(Material::bounded).toList();
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

    /// Rows at equal distances, all where there are few.
    private static SourceTable bounded(SourceTable table) {
        int rows = table.rows().size();
        return rows <= MOST_ROWS
                ? table
                : table.rows(IntStream.range(0, MOST_ROWS)
                        .map(i -> (int) ((long) i * rows / MOST_ROWS))
                        .boxed()
                        .toList());
    }
}
