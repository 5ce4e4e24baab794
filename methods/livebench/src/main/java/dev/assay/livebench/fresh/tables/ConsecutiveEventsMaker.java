package dev.assay.livebench.fresh.tables;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks for how many months in a row the numbers of each user grew at most.
///
/// The right answer follows from the rows alone. Easy tables are complete and in order; others lack
/// months, stand in any order and ask only for users of some growth; in hard ones the records of a
/// month must be added up first. A draw of which nobody or everybody is to be listed is rejected where
/// the question asks for some. Method: White et al., "LiveBench" (arXiv 2406.19314), section on data
/// analysis.
public final class ConsecutiveEventsMaker implements Maker {
    private static final String USER = "user_id";
    private static final String GROWTH = "max_consecutive_growth_months";
    private static final List<TableFormat> FORMATS =
            List.of(TableFormat.CSV, TableFormat.TSV, TableFormat.JSONL, TableFormat.MARKDOWN);

    /// What is recorded, and what its column is called.
    private record Theme(String sentence, String column) {}

    private static final List<Theme> THEMES = List.of(
            new Theme("A music service records how many songs its listeners play.", "songs_played"),
            new Theme("A cycling app adds up the kilometres that its riders cover.", "kilometres"),
            new Theme("An online shop keeps the number of items that its customers order.", "items_ordered"),
            new Theme("A language course notes how many lessons its learners finish.", "lessons"),
            new Theme("A power company reads the kilowatt hours that households feed in.", "kwh_fed_in"),
            new Theme("A forum counts the posts that its members write.", "posts"),
            new Theme("A library tracks the pages that members of its reading club report.", "pages_read"),
            new Theme("A car club logs the trips of its drivers.", "trips"),
            new Theme("A photo archive counts the pictures that contributors upload.", "uploads"),
            new Theme("A delivery service counts the parcels that its couriers hand over.", "parcels"));

    /// @param users       how many there are
    /// @param months      of each series
    /// @param gapPercent  of how many months in a hundred nothing is recorded
    /// @param mostRecords of one month; with one, months stand in the table, else days
    /// @param shuffled    whether the rows stand in chance order
    /// @param mostAsked   the least growth of the users to list is from one to this
    private record Shape(int users, int months, int gapPercent, int mostRecords, boolean shuffled, int mostAsked) {
        static Shape of(Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> new Shape(3, 7, 0, 1, false, 1);
                case MEDIUM -> new Shape(6, 12, 8, 1, true, 3);
                case HARD -> new Shape(9, 15, 8, 3, true, 4);
            };
        }
    }

    @Override
    public Kind kind() {
        return Kind.of("data_analysis", "consecutive_events");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Shape shape = Shape.of(difficulty);
        YearMonth first = YearMonth.of(Draws.between(random, 2019, 2024), Draws.between(random, 1, 12));
        List<MonthlySeries> all = Draws.places(random, shape.users(), 900).stream()
                .sorted()
                .map(user -> MonthlySeries.draw(random, 100 + user, first, shape.months(), shape.gapPercent()))
                .toList();
        int least = Draws.between(random, 1, shape.mostAsked());
        List<MonthlySeries> listed =
                all.stream().filter(series -> series.longestGrowth() >= least).toList();
        boolean some = least == 1 || listed.size() < all.size();
        return listed.isEmpty() || !some ? Optional.empty() : Optional.of(draft(random, shape, all, listed, least));
    }

    private static Draft draft(
            RandomGenerator random, Shape shape, List<MonthlySeries> all, List<MonthlySeries> listed, int least) {
        ArrayNode truth = JsonNodeFactory.instance.arrayNode();
        listed.forEach(series -> truth.addObject().put(USER, series.user()).put(GROWTH, series.longestGrowth()));
        Theme theme = Draws.one(random, THEMES);
        TableFormat format = Draws.one(random, FORMATS);
        String prompt = theme.sentence() + " " + rules(theme, shape, least)
                + "\n\nThink step by step; if you are unsure, give your best guess. End with a JSON list between the tags"
                + " <solution> and </solution>, with an object for each user, such as\n<solution>[{\"" + USER
                + "\": 7, \"" + GROWTH + "\": 2}]</solution>\n\n"
                + "Table (" + format.title() + "):\n"
                + format.text(table(random, shape, all, theme), false) + "\n";
        String right =
                "Listed are " + listed.size() + " of " + all.size() + " users.\n\n<solution>" + truth + "</solution>";
        return new Draft(prompt, Optional.of(truth), right, Map.of());
    }

    private static String rules(Theme theme, Shape shape, int least) {
        String total = shape.mostRecords() == 1
                ? "Each row of the table below has the total " + theme.column() + " of one user in one calendar month."
                : "Each row of the table below has the " + theme.column()
                        + " of one user on one day; add up the days of"
                        + " a calendar month to that user's total of the month.";
        return total
                + " A month is a growth month of a user if its total is strictly greater than the same user's total"
                + " of the calendar month just before. A month without a row has no total: neither it nor the month after"
                + " it is a growth month. For each user, find the largest number of growth months in a row, "
                + GROWTH + ". List every user for whom it is " + least + " or more, and nobody else.";
    }

    private static SourceTable table(RandomGenerator random, Shape shape, List<MonthlySeries> all, Theme theme) {
        boolean months = shape.mostRecords() == 1;
        List<List<String>> rows = new ArrayList<>();
        all.forEach(series -> rows.addAll(months ? series.byMonth() : series.byDay(random, shape.mostRecords())));
        if (shape.shuffled()) {
            Collections.shuffle(rows, random);
        }
        return new SourceTable(theme.column(), List.of(USER, months ? "month" : "day", theme.column()), rows);
    }
}
