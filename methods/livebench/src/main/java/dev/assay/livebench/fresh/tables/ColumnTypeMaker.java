package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Asks which class a column has, by five of its values: column type annotation.
///
/// The classes are names of columns. A column is asked for only if most of the five values could not
/// [stand][ColumnProfile#couldHold] in any other of the columns. That a name says what its column holds
/// is for the table to see to. Method: White et al., "LiveBench" (arXiv 2406.19314), section on data
/// analysis.
public final class ColumnTypeMaker implements Maker {
    private static final int SAMPLE = 5;
    /// How many of the five values must rule out each other column of the same table.
    private static final int FEWEST_RULING_OUT = 3;

    private static final int LONGEST_VALUE = 60;
    private static final int TABLES = 3;
    private static final List<String> TASKS = List.of(
            "Five values were taken from one column of a table. Choose the class of that column.",
            "Which of the classes below names the column that this sample comes from?",
            "A heading got lost: find the class that these values of one column belong to.",
            "Annotate the column from which the sample below was drawn with exactly one of the classes.");

    private final Material material;

    /// @param tables to ask of; synthetic ones where there are none
    public ColumnTypeMaker(List<SourceTable> tables) {
        this.material = new Material(tables);
    }

    /// A column under its name.
    private record Named(String name, ColumnProfile profile) {}

    @Override
    public Kind kind() {
        return Kind.of("data_analysis", "cta");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        List<SourceTable> tables = material.some(random, difficulty == Difficulty.HARD ? TABLES : 1);
        SourceTable table = tables.getFirst();
        List<Named> columns = columns(table);
        for (int place : Draws.shuffled(random, usable(table))) {
            Named right = columns.get(place);
            List<String> sample = Draws.some(random, present(table, place), SAMPLE);
            List<Named> rivals = columns.stream()
                    .filter(column -> !column.name().equals(right.name()))
                    .toList();
            if (rivals.stream().allMatch(rival -> ruledOut(rival, sample, right) >= FEWEST_RULING_OUT)) {
                List<Named> foreign = tables.stream()
                        .skip(1)
                        .flatMap(other -> columns(other).stream())
                        .filter(rival -> ruledOut(rival, sample, right) == SAMPLE)
                        .toList();
                return draft(random, difficulty, right.name(), sample, rivals, foreign);
            }
        }
        return Optional.empty();
    }

    private static int ruledOut(Named rival, List<String> sample, Named right) {
        return rival.profile().ruledOutBy(sample, right.profile());
    }

    private static List<Integer> usable(SourceTable table) {
        return IntStream.range(0, table.header().size())
                .filter(place -> isUsable(table, place))
                .boxed()
                .toList();
    }

    private static boolean isUsable(SourceTable table, int place) {
        List<String> present = present(table, place);
        return !cleaned(table.header().get(place)).isEmpty()
                && present.size() >= SAMPLE
                && present.stream().distinct().count() > 1
                && present.stream().allMatch(value -> value.length() <= LONGEST_VALUE && value.indexOf('\n') < 0);
    }

    private static List<String> present(SourceTable table, int place) {
        return table.column(place).stream().filter(value -> !value.isBlank()).toList();
    }

    private static List<Named> columns(SourceTable table) {
        return IntStream.range(0, table.header().size())
                .mapToObj(place -> new Named(table.header().get(place), ColumnProfile.of(table.column(place))))
                .toList();
    }

    private static Optional<Draft> draft(
            RandomGenerator random,
            Difficulty difficulty,
            String right,
            List<String> sample,
            List<Named> rivals,
            List<Named> foreign) {
        List<Named> offered = switch (difficulty) {
            case EASY -> Draws.some(random, rivals, 3);
            case MEDIUM -> rivals;
            case HARD -> together(rivals, Draws.shuffled(random, foreign));
        };
        List<String> names = new ArrayList<>(List.of(right));
        offered.stream()
                .map(Named::name)
                .filter(name -> !cleaned(name).endsWith(cleaned(right)) && !names.contains(name))
                .distinct()
                .forEach(names::add);
        return names.size() < 3 ? Optional.empty() : Optional.of(draft(random, right, sample, names));
    }

    private static List<Named> together(List<Named> first, List<Named> second) {
        List<Named> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Draft draft(RandomGenerator random, String right, List<String> sample, List<String> names) {
        String prompt = Draws.one(random, TASKS) + "\n\nColumn sample:\n" + listed(sample) + "\n\nClasses:\n"
                + listed(Draws.shuffled(random, names))
                + "\n\nThink step by step; if you are unsure, give your best guess. The last line of your answer must be"
                + " the name of the class, spelled as above, and nothing else.\n";
        return Draft.of(prompt, right, "The other classes do not fit these values.\n\n" + right);
    }

    private static String listed(List<String> items) {
        return items.stream().map(item -> "- " + item).collect(Collectors.joining("\n"));
    }

    /// As the grader compares names; it takes an answer that ends in the right one.
    private static String cleaned(String name) {
        return Python.lower(Python.strip(name)).replaceAll("(?U)\\W", "");
    }
}
