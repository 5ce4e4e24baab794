package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// Reads tables of GitHub's Markdown as its specification says: cells part at bars that no backslash precedes.
final class MarkdownTables {
    private MarkdownTables() {}

    /// Checks that every line that begins with a bar belongs to a table, and that all rows have all cells.
    static void check(String markdown) {
        List<String> lines = markdown.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean head =
                    lines.get(i).startsWith("|") && (i == 0 || !lines.get(i - 1).startsWith("|"));
            if (head) {
                int columns = cells(lines.get(i));
                assertThat(lines.get(i + 1)).matches("\\|( --- \\|){" + columns + "}");
            } else if (lines.get(i).startsWith("|")) {
                assertThat(cells(lines.get(i))).as(lines.get(i)).isEqualTo(cells(lines.get(i - 1)));
            }
        }
    }

    private static int cells(String row) {
        int bars = 0;
        for (int i = 0; i < row.length(); i++) {
            if (row.charAt(i) == '\\') {
                i++;
            } else if (row.charAt(i) == '|') {
                bars++;
            }
        }
        assertThat(row).endsWith("|");
        return bars - 1;
    }
}
