package dev.assay.report.internal;

import dev.assay.base.evidence.Finding;
import java.util.List;
import java.util.Locale;

/// Findings on the page, each with a mark of its own shape and its severity in words, never by colour alone.
final class HtmlFindings {
    private HtmlFindings() {}

    /// The marks' shapes, once per page.
    static String symbols() {
        return """
            <svg class="symbols" width="0" height="0" aria-hidden="true" focusable="false">
            <symbol id="mark-passed" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7"/><path d="M4.6 8.3L7 10.7L11.4 5.6"/></symbol>
            <symbol id="mark-tip" viewBox="0 0 16 16"><rect x="1" y="1" width="14" height="14" rx="3"/><path d="M8 7.2V11.6M8 4.4V4.5"/></symbol>
            <symbol id="mark-issue" viewBox="0 0 16 16"><path d="M8 1.4L15.2 14.4H0.8Z"/><path d="M8 6.2V9.8M8 12.2V12.3"/></symbol>
            <symbol id="mark-not_checked" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" stroke-dasharray="2.6 2.2"/><path d="M5 8H11"/></symbol>
            </svg>
            """;
    }

    /// The mark of a severity; the word stands beside it.
    static String icon(Finding.Severity severity) {
        String name = severity.name().toLowerCase(Locale.ROOT);
        return "<svg class=\"icon " + name + "\" width=\"16\" height=\"16\" aria-hidden=\"true\" focusable=\"false\">"
                + "<use href=\"#mark-" + name + "\"/></svg>";
    }

    /// One finding as a list item; on the front page with the chapter it comes from.
    static void item(Html html, Finding finding, int chapter) {
        html.open("li", "class", finding.severity().name().toLowerCase(Locale.ROOT));
        html.trusted(icon(finding.severity()));
        html.open("div").element("strong", Wording.severity(finding.severity()), "class", "severity");
        html.text(" ").element("span", finding.text(), "class", "said");
        if (chapter > 0) {
            html.text(" ").element("a", "Chapter " + chapter, "href", "#chapter-" + chapter);
        }
        html.close("div").close("li");
    }

    /// How many findings of each severity.
    static void counts(Html html, List<Finding> findings) {
        if (findings.isEmpty()) {
            html.element("span", "none", "class", "muted");
            return;
        }
        html.open("ul", "class", "counts");
        for (Finding.Severity severity : Wording.BY_WEIGHT) {
            long count = Wording.count(findings, severity);
            if (count > 0) {
                html.open("li")
                        .trusted(icon(severity))
                        .text(Wording.count(severity, count))
                        .close("li");
            }
        }
        html.close("ul");
    }
}
