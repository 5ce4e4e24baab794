package dev.assay.livebench.fresh.tables;

import dev.assay.livebench.tables.frame.Delimited;
import dev.assay.livebench.tables.frame.Frame;
import dev.assay.livebench.tables.frame.HtmlTable;
import dev.assay.livebench.tables.frame.JsonTable;
import dev.assay.livebench.tables.frame.MarkdownTable;
import java.util.List;

/// A way to write a table, and how the grader of tables reads it in releases since 2025-04-25.
enum TableFormat {
    CSV(
            "CSV",
            "comma-separated values with the column names in the first line, and a value in double quotes where it"
                    + " holds a comma or a quote"),
    TSV("TSV", "tab-separated values with the column names in the first line"),
    JSON("JSON", "one list with an object for each row, whose keys are the column names"),
    JSONL("JSONL", "one JSON object for each row, on a line of its own, whose keys are the column names"),
    MARKDOWN("Markdown", "a table between pipes with the column names in the first line and dashes in the second"),
    HTML("HTML", "a single <table> with the column names in <thead> and the rows in <tbody>");

    private final String title;
    private final String description;

    TableFormat(String title, String description) {
        this.title = title;
        this.description = description;
    }

    /// What people call it.
    String title() {
        return title;
    }

    /// What it looks like, in words.
    String description() {
        return description;
    }

    /// Whether it tells numbers from texts.
    boolean isTyped() {
        return this == JSON || this == JSONL;
    }

    /// A table in this format.
    ///
    /// @param roomy whether with all quotes, blanks and line ends that are allowed but not needed
    String text(SourceTable table, boolean roomy) {
        return switch (this) {
            case CSV -> Csv.text(table, ',', roomy);
            case TSV -> Csv.text(table, '\t', roomy);
            case JSON -> JsonText.list(table, roomy);
            case JSONL -> JsonText.lines(table, roomy);
            case MARKDOWN -> MarkupText.markdown(table, roomy);
            case HTML -> MarkupText.html(table, roomy);
        };
    }

    /// The ways to write a table that some would choose.
    List<String> spellings(SourceTable table) {
        return switch (this) {
            case CSV, TSV, HTML -> List.of(text(table, false), text(table, true));
            case JSON, JSONL -> List.of(text(table, false), text(table, true), JsonText.textsOnly(table, this));
            case MARKDOWN -> List.of(text(table, false), text(table, true), MarkupText.tight(table));
        };
    }

    /// Reads a table as the grader does.
    ///
    /// @throws Frame.Unreadable if it is none
    Frame read(String text) {
        return switch (this) {
            case CSV -> Delimited.read(text, ',', false);
            case TSV -> Delimited.read(text, '\t', false);
            case JSON -> JsonTable.records(text);
            case JSONL -> JsonTable.lines(text);
            case MARKDOWN -> MarkdownTable.second(text);
            case HTML -> HtmlTable.read(text);
        };
    }
}
