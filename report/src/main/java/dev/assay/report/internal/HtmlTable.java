package dev.assay.report.internal;

import dev.assay.base.evidence.Table;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A table of evidence on the page.
final class HtmlTable {
    /// Rows beyond this are left to the JSON, and the reader is told.
    static final int MOST_ROWS = 2000;

    private static final Pattern NUMBER =
            Pattern.compile("[-−+±]?[\\d.,  ]*\\d[\\d.,  ]*([eE][-+]?\\d+)?\\s*(%|[a-zA-Zµ/²³]{1,8})?");

    private HtmlTable() {}

    static void write(Html html, Table table, String name) {
        boolean[] numeric = new boolean[table.columns().size()];
        for (int column = 0; column < numeric.length; column++) {
            numeric[column] = numeric(table, column);
        }
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", name)
                .open("table");
        html.open("caption").element("b", name).text(" " + table.title()).close("caption");
        html.open("thead").open("tr");
        for (int column = 0; column < numeric.length; column++) {
            html.element(
                    "th", table.columns().get(column), "scope", "col", "class", numeric[column] ? "number" : "text");
        }
        html.close("tr").close("thead").open("tbody");
        table.rows().stream().limit(MOST_ROWS).forEach(row -> row(html, row, numeric));
        html.close("tbody").close("table").close("div");
        if (table.rows().isEmpty()) {
            html.element("p", "The table has no rows.", "class", "note");
        }
        int more = table.rows().size() - MOST_ROWS;
        if (more > 0) {
            html.element("p", Numbers.count(more) + " more rows are in dossier.json.", "class", "note");
        }
    }

    private static void row(Html html, List<String> row, boolean[] numeric) {
        html.open("tr");
        IntStream.range(0, row.size()).forEach(column -> {
            String tag = column == 0 ? "th" : "td";
            if (column == 0) {
                html.element(tag, row.get(column), "scope", "row", "class", numeric[column] ? "number" : "text");
            } else {
                html.element(tag, row.get(column), "class", numeric[column] ? "number" : "text");
            }
        });
        html.close("tr");
    }

    private static boolean numeric(Table table, int column) {
        List<String> filled = table.rows().stream()
                .map(row -> row.get(column).strip())
                .filter(cell -> !cell.isEmpty() && !cell.equals("–") && !cell.equals("-") && !cell.equals("n/a"))
                .limit(200)
                .toList();
        return !filled.isEmpty()
                && filled.stream()
                        .allMatch(cell ->
                                cell.length() < 40 && NUMBER.matcher(cell).matches());
    }
}
