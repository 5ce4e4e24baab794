package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks to write a table in another format, in the prompt's form of the releases since 2025-04-25.
///
/// All 30 ordered pairs of the six formats are asked for. A table is taken only if the grader reads
/// [the same][ReformatCheck#isSame] from both formats. Method: White et al., "LiveBench" (arXiv
/// 2406.19314), section on data analysis.
public final class TableReformatMaker implements Maker {
    private static final List<String> TASKS = List.of(
            "Rewrite the table below in another format without changing a value.",
            "Convert the following table. Every row, every column and every value must be kept.",
            "A colleague needs this table in another file format. Carry all of it over exactly.",
            "Translate the table below from the source format to the target format, value by value.");
    private static final int FEWEST_COLUMNS = 3;

    private final Material material;

    /// @param tables to ask of; synthetic ones where there are none
    public TableReformatMaker(List<SourceTable> tables) {
        this.material = new Material(tables);
    }

    private record Shape(int rows, int columns) {
        static Shape of(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Shape(5, 4);
                case MEDIUM -> new Shape(12, 7);
                case HARD -> new Shape(28, 11);
            };
        }
    }

    @Override
    public Kind kind() {
        return Kind.of("data_analysis", "tablereformat");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        List<TableFormat> formats = Draws.some(random, List.of(TableFormat.values()), 2);
        ReformatCheck check = new ReformatCheck(formats.getFirst(), formats.getLast());
        Shape shape = Shape.of(difficulty);
        SourceTable whole = material.one(random);
        SourceTable rows =
                whole.rows(Draws.places(random, shape.rows(), whole.rows().size()));
        List<Integer> columns = Draws.places(
                        random, rows.header().size(), rows.header().size())
                .stream()
                .filter(place -> check.canHold(rows, place))
                .limit(shape.columns())
                .toList();
        if (columns.size() < FEWEST_COLUMNS || rows.rows().size() < shape.rows()) {
            return Optional.empty();
        }
        SourceTable table = rows.columns(columns);
        return check.isSame(table) ? Optional.of(draft(random, table, check)) : Optional.empty();
    }

    private static Draft draft(RandomGenerator random, SourceTable table, ReformatCheck check) {
        String truth = check.to().text(table, false);
        String prompt = Draws.one(random, TASKS) + "\n\n"
                + "Source Format: " + check.from().title() + "\n"
                + "Target Format: " + check.to().title() + "\n\n"
                + check.to().title() + " means " + check.to().description()
                + ". Keep the order of the rows and write numbers with all their digits. "
                + missing(check)
                + "\n\nThink step by step; if you are unsure, give your best guess. End with the table, and nothing else,"
                + " between the tags <solution> and </solution>.\n\n"
                + "Input Table:\n" + check.from().text(table, random.nextBoolean()) + "\n";
        return Draft.of(prompt, truth, "Every row is kept.\n\n<solution>\n" + truth + "\n</solution>");
    }

    private static String missing(ReformatCheck check) {
        String given = check.from().isTyped() ? "null" : "an empty cell";
        String asked = check.to().isTyped() ? "null" : "an empty cell";
        return "A missing value is " + given + " in the input, and " + asked + " in your answer.";
    }
}
