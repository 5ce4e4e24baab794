package dev.assay.livebench.fresh.tables;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Writes tables in Markdown and HTML.
final class MarkupText {
    private static final int FEWEST_DASHES = 3;

    private MarkupText() {}

    /// A table between pipes.
    ///
    /// @param padded whether the pipes stand one below the other
    static String markdown(SourceTable table, boolean padded) {
        List<Integer> widths = IntStream.range(0, table.header().size())
                .mapToObj(i -> padded ? width(table, i) : 0)
                .toList();
        String dashes = IntStream.range(0, widths.size())
                .mapToObj(i -> "-".repeat(Math.max(FEWEST_DASHES, widths.get(i))))
                .collect(Collectors.joining(" | ", "| ", " |"));
        StringBuilder text =
                new StringBuilder(line(table.header(), widths)).append('\n').append(dashes);
        table.rows().forEach(row -> text.append('\n').append(line(row, widths)));
        return text.toString();
    }

    /// A table between pipes without a blank beside them.
    static String tight(SourceTable table) {
        StringBuilder text = new StringBuilder(tight(table.header()))
                .append('\n')
                .append(tight(table.header().stream().map(name -> "---").toList()));
        table.rows().forEach(row -> text.append('\n').append(tight(row)));
        return text.toString();
    }

    private static String tight(List<String> values) {
        return values.stream().collect(Collectors.joining("|", "|", "|"));
    }

    private static int width(SourceTable table, int place) {
        int widest = table.column(place).stream().mapToInt(String::length).max().orElse(0);
        return Math.max(
                FEWEST_DASHES, Math.max(widest, table.header().get(place).length()));
    }

    private static String line(List<String> values, List<Integer> widths) {
        return IntStream.range(0, values.size())
                .mapToObj(i -> values.get(i)
                        + " ".repeat(Math.max(0, widths.get(i) - values.get(i).length())))
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    /// A table with a head and a body.
    ///
    /// @param indented whether every cell stands on a line of its own
    static String html(SourceTable table, boolean indented) {
        StringBuilder text = new StringBuilder(indented ? "<table border=\"1\">" : "<table>");
        text.append("\n  <thead>").append(row(table.header(), "th", indented)).append("\n  </thead>\n  <tbody>");
        table.rows().forEach(row -> text.append(row(row, "td", indented)));
        return text.append("\n  </tbody>\n</table>").toString();
    }

    private static String row(List<String> values, String tag, boolean indented) {
        String between = indented ? "\n      " : "";
        return values.stream()
                .map(value -> between + "<" + tag + ">" + escaped(value) + "</" + tag + ">")
                .collect(Collectors.joining("", "\n    <tr>", indented ? "\n    </tr>" : "</tr>"));
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
