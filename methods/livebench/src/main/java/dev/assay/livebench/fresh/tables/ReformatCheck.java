package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.tables.frame.Frame;
import dev.assay.livebench.text.Python;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Whether two formats say the same of a table, as the grader reads them.
///
/// They do not where one has no way to write a value (a pipe in Markdown), reads it as something else
/// (`NA` as missing, a day as a time) or where it would matter whether a number is written as a text.
///
/// @param from the format that the table is given in
/// @param to   the format that is asked for
record ReformatCheck(TableFormat from, TableFormat to) {
    /// What the grader strips from answers or reads as its own marks.
    private static final List<String> MARKS =
            List.of("\n", "\r", "\t", "```", "&amp;", "<solution>", "</solution>", "Target Format");

    /// Where the grader sees the end of a phrase that leads up to the table, and cuts it off.
    private static final Pattern LEAD_END = Pattern.compile("(?i)\\b(format|table)\\s*[:)]");

    private static final String ROW = "row number";

    /// Whether both formats can hold a column.
    boolean canHold(SourceTable table, int place) {
        return isPlain(table.header().get(place))
                && table.column(place).stream().allMatch(ReformatCheck::isPlain)
                && isSame(alone(table, place));
    }

    /// Whether a table is the same in both, however it is spelled.
    boolean isSame(SourceTable table) {
        Optional<Frame> truth = read(to, to.text(table, false));
        return truth.isPresent()
                && truth.get().names().stream().map(String::strip).toList().containsAll(table.header())
                && Stream.of(from, to)
                        .allMatch(format -> format.spellings(table).stream()
                                .flatMap(text -> Stream.of(text, cleaned(text)).distinct())
                                .allMatch(text -> read(format, text)
                                        .filter(truth.get()::isSame)
                                        .isPresent()));
    }

    /// As the grader changes an answer before it reads it: in HTML a text like `&lt;`, escaped, is then
    /// another.
    private static String cleaned(String text) {
        return Python.strip(text).replace("&amp;", "&");
    }

    private static Optional<Frame> read(TableFormat format, String text) {
        try {
            return Optional.of(format.read(text));
        } catch (Frame.Unreadable e) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(String text) {
        return text.equals(Python.strip(text))
                && MARKS.stream().noneMatch(text::contains)
                && !LEAD_END.matcher(text).find();
    }

    /// A column beside the numbers of the rows, so that no line is empty.
    private static SourceTable alone(SourceTable table, int place) {
        List<String> values = table.column(place);
        return new SourceTable(
                table.name(),
                List.of(ROW, table.header().get(place)),
                IntStream.range(0, values.size())
                        .mapToObj(row -> List.of(String.valueOf(row + 1), values.get(row)))
                        .toList());
    }
}
