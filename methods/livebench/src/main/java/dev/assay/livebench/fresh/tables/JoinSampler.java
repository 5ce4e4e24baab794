package dev.assay.livebench.fresh.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Draws two samples of a table that have rows and columns in common.
final class JoinSampler {
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int NAME_LENGTH = 11;
    private static final int LONGEST_VALUE = 60;
    private static final int FEWEST_MAPPED = 2;

    private final Material material;

    JoinSampler(Material material) {
        this.material = material;
    }

    /// One column of the second table: where it comes from, what it is called.
    private record Taken(SourceTable from, int place, String name) {}

    Optional<JoinedPair> draw(RandomGenerator random, JoinShape shape) {
        List<SourceTable> tables = material.some(random, 2);
        SourceTable whole = tables.getFirst();
        List<Integer> usable = Draws.some(random, shape.columns(), usable(whole));
        int needed = shape.common() + 2 * shape.own();
        if (usable.size() < FEWEST_MAPPED || whole.rows().size() < needed) {
            return Optional.empty();
        }
        SourceTable source = whole.columns(usable);
        List<Integer> rows = Draws.places(random, needed, whole.rows().size());
        SourceTable a = source.rows(Draws.shuffled(random, rows.subList(0, shape.common() + shape.own())));
        List<Integer> second = new ArrayList<>(rows.subList(0, shape.common()));
        second.addAll(rows.subList(shape.common() + shape.own(), needed));
        SourceTable b = source.rows(Draws.shuffled(random, second));
        List<Taken> taken = new ArrayList<>(mapped(random, shape, a, b));
        int mapped = taken.size();
        if (mapped < FEWEST_MAPPED) {
            return Optional.empty();
        }
        if (tables.size() > 1) {
            taken.addAll(foreign(random, shape, a, b.rows().size(), tables.getLast()));
        }
        Map<String, String> mapping = taken.stream()
                .limit(mapped)
                .collect(Collectors.toMap(
                        one -> source.header().get(one.place()), Taken::name, (x, y) -> x, LinkedHashMap::new));
        return Optional.of(
                new JoinedPair(a, together(Draws.shuffled(random, taken)), shape.common(), inOrder(a, mapping)));
    }

    /// Columns of short values on one line.
    private static List<Integer> usable(SourceTable table) {
        return IntStream.range(0, table.header().size())
                .filter(place -> table.column(place).stream()
                        .allMatch(value -> value.length() <= LONGEST_VALUE && value.indexOf('\n') < 0))
                .boxed()
                .toList();
    }

    /// The columns of `B` whose values only their own column of `A` has.
    private static List<Taken> mapped(RandomGenerator random, JoinShape shape, SourceTable a, SourceTable b) {
        List<ColumnValues> own = ColumnValues.each(a);
        List<ColumnValues> theirs = ColumnValues.each(b);
        List<Integer> clear = IntStream.range(0, theirs.size())
                .filter(j -> IntStream.range(0, own.size())
                        .allMatch(i -> i == j || own.get(i).common(theirs.get(j)) < shape.common()))
                .boxed()
                .toList();
        List<Taken> taken = new ArrayList<>();
        for (int place : Draws.some(random, shape.mapped(), clear)) {
            String kept = b.header().get(place);
            taken.add(new Taken(b, place, random.nextInt(shape.keepEach()) == 0 ? kept : name(random)));
        }
        return taken;
    }

    /// Columns of another table that no column of `A` could be.
    private static List<Taken> foreign(
            RandomGenerator random, JoinShape shape, SourceTable a, int rows, SourceTable other) {
        if (other.rows().size() < rows) {
            return List.of();
        }
        SourceTable sample = other.rows(Draws.places(random, rows, other.rows().size()));
        List<ColumnValues> own = ColumnValues.each(a);
        List<ColumnValues> theirs = ColumnValues.each(sample);
        List<Integer> clear = usable(sample).stream()
                .filter(j -> own.stream().allMatch(column -> column.common(theirs.get(j)) < shape.common()))
                .toList();
        return Draws.some(random, shape.foreign(), clear).stream()
                .map(place -> new Taken(sample, place, name(random)))
                .toList();
    }

    private static String name(RandomGenerator random) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < NAME_LENGTH; i++) {
            name.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return name.toString();
    }

    private static SourceTable together(List<Taken> taken) {
        int rows = taken.getFirst().from().rows().size();
        return new SourceTable(
                "B",
                taken.stream().map(Taken::name).toList(),
                IntStream.range(0, rows)
                        .mapToObj(row -> taken.stream()
                                .map(one -> one.from().rows().get(row).get(one.place()))
                                .toList())
                        .toList());
    }

    private static Map<String, String> inOrder(SourceTable a, Map<String, String> mapping) {
        Map<String, String> ordered = new LinkedHashMap<>();
        a.header().stream()
                .filter(mapping::containsKey)
                .forEach(name -> ordered.put(name, mapping.getOrDefault(name, "")));
        return ordered;
    }
}
