package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
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

    /// Two samples of the rows of a table.
    private record Samples(SourceTable a, SourceTable b) {}

    Optional<JoinedPair> draw(RandomGenerator random, JoinShape shape) {
        List<SourceTable> tables = material.some(random, 2);
        SourceTable whole = tables.getFirst();
        List<Integer> columns = Draws.some(random, usable(whole), shape.columns());
        if (columns.isEmpty() || whole.rows().size() < shape.rows()) {
            return Optional.empty();
        }
        Samples samples = samples(random, shape, whole.columns(columns));
        List<Taken> mapped = mapped(random, shape, samples.a(), samples.b());
        if (mapped.size() < FEWEST_MAPPED) {
            return Optional.empty();
        }
        List<Taken> taken = new ArrayList<>(mapped);
        tables.stream()
                .skip(1)
                .forEach(other -> taken.addAll(
                        foreign(random, shape, samples.a(), samples.b().rows().size(), other)));
        SourceTable b = together(Draws.shuffled(random, taken));
        return Optional.of(new JoinedPair(samples.a(), b, shape.common(), mapping(mapped)));
    }

    private static Samples samples(RandomGenerator random, JoinShape shape, SourceTable source) {
        List<Integer> rows = Draws.places(random, shape.rows(), source.rows().size());
        List<Integer> first = rows.subList(0, shape.common() + shape.own());
        List<Integer> second = new ArrayList<>(rows.subList(0, shape.common()));
        second.addAll(rows.subList(first.size(), rows.size()));
        return new Samples(source.rows(Draws.shuffled(random, first)), source.rows(Draws.shuffled(random, second)));
    }

    /// From names of `A` to names of `B`, in the order of `A`.
    private static Map<String, String> mapping(List<Taken> mapped) {
        Map<String, String> mapping = new LinkedHashMap<>();
        mapped.stream()
                .sorted(Comparator.comparingInt(Taken::place))
                .forEach(one -> mapping.put(one.from().header().get(one.place()), one.name()));
        return mapping;
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
        for (int place : Draws.some(random, clear, shape.mapped())) {
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
        return Draws.some(random, clear, shape.foreign()).stream()
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
}
