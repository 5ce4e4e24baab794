package dev.assay.livebench.tables.frame;

import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.List;

/// Reads tables in Markdown in the two ways of the official grader.
public final class MarkdownTable {
    private static final char BAR = '|';
    private static final String NAN = "nan";

    private MarkdownTable() {}

    /// As the releases before 2025-04-25: the dashes under the names are a row, the first column is
    /// left out as the rows' names.
    ///
    /// @throws Frame.Unreadable if it is none
    public static Frame first(String text) {
        Frame frame = Delimited.read(text, BAR, true);
        if (frame.names().size() < 2) {
            throw new Frame.Unreadable("there is no column for the rows' names");
        }
        return frame.without(1);
    }

    /// As the releases since: the second line is left out, and so are the outer columns.
    ///
    /// @throws Frame.Unreadable if it is none
    public static Frame second(String text) {
        List<String> lines = Python.lines(Python.strip(text));
        List<String> kept = new ArrayList<>(lines.subList(0, 1));
        kept.addAll(lines.subList(Math.min(2, lines.size()), lines.size()));
        Frame inner = Delimited.read(String.join("\n", kept), BAR, true).inner();
        return new Frame(
                inner.names(),
                inner.columns().stream().map(MarkdownTable::stripped).toList(),
                inner.rows());
    }

    /// In a column of texts what is missing becomes a text too.
    private static List<Cell> stripped(List<Cell> column) {
        boolean texts = column.stream().anyMatch(Cell.Text.class::isInstance);
        return texts
                ? column.stream()
                        .map(cell -> cell instanceof Cell.Text ? cell : new Cell.Text(NAN))
                        .toList()
                : column;
    }
}
