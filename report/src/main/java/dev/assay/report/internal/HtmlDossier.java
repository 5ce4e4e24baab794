package dev.assay.report.internal;

import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.report.Dossier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The dossier as one page of HTML: front page, then a chapter for each piece of evidence.
public final class HtmlDossier {
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

    private final Dossier dossier;
    private final Html html = new Html();

    private HtmlDossier(Dossier dossier) {
        this.dossier = dossier;
    }

    /// The page.
    public static String write(Dossier dossier) {
        return new HtmlDossier(dossier).page();
    }

    private String page() {
        html.trusted("<!DOCTYPE html>\n").open("html", "lang", "en");
        head();
        html.open("body");
        html.element("a", "Skip to the chapters", "class", "skip", "href", "#chapter-1");
        html.trusted(HtmlFindings.symbols());
        front();
        html.open("main", "id", "chapters");
        for (int i = 0; i < dossier.chapters().size(); i++) {
            new HtmlChapter(html, dossier.chapters().get(i), i + 1).write();
        }
        html.close("main");
        foot();
        html.close("body").close("html");
        return html.done();
    }

    private void head() {
        html.open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty("meta", "name", "color-scheme", "content", "light dark");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.element("title", dossier.title());
        html.open("style").trusted(styleSheet()).close("style");
        html.close("head");
    }

    private void front() {
        html.open("header", "class", "front");
        html.open("p", "class", "imprint")
                .element("b", "Assay")
                .text(" Evidence dossier")
                .close("p");
        html.element("h1", dossier.title());
        if (!dossier.subtitle().isBlank()) {
            html.element("p", dossier.subtitle(), "class", "subtitle");
        }
        html.open("p", "class", "dateline")
                .element("span", Wording.date(dossier.created()))
                .element("span", chapterCount())
                .close("p");
        html.close("header");
        html.open("div", "class", "front");
        issues();
        summary();
        examined();
        html.close("div");
    }

    private String chapterCount() {
        int count = dossier.chapters().size();
        return count == 1 ? "1 chapter" : Numbers.count(count) + " chapters";
    }

    /// The issues of all chapters, before anything else is read.
    private void issues() {
        html.open("section", "aria-labelledby", "first");
        html.element("h2", "Read this first", "id", "first");
        if (dossier.count(Finding.Severity.ISSUE) == 0) {
            html.open("p", "class", "calm")
                    .trusted(HtmlFindings.icon(Finding.Severity.PASSED))
                    .text(noIssues())
                    .close("p");
        } else {
            html.open("ul", "class", "findings");
            for (int i = 0; i < dossier.chapters().size(); i++) {
                for (Finding finding : dossier.chapters().get(i).findings()) {
                    if (finding.severity() == Finding.Severity.ISSUE) {
                        HtmlFindings.item(html, finding, i + 1);
                    }
                }
            }
            html.close("ul");
        }
        html.close("section");
    }

    private String noIssues() {
        long unchecked = dossier.count(Finding.Severity.NOT_CHECKED);
        return "No chapter reports an issue."
                + (unchecked == 0
                        ? ""
                        : " " + Wording.count(Finding.Severity.NOT_CHECKED, unchecked) + ": see the chapters.");
    }

    private void summary() {
        html.open("nav", "aria-labelledby", "summary");
        html.element("h2", "Summary", "id", "summary");
        html.open("table", "class", "summary");
        html.open("thead").open("tr");
        for (String heading : List.of("Chapter", "Key measure", "Findings")) {
            html.element("th", heading, "scope", "col");
        }
        html.close("tr").close("thead").open("tbody");
        for (int i = 0; i < dossier.chapters().size(); i++) {
            summaryRow(dossier.chapters().get(i), i + 1);
        }
        html.close("tbody").close("table").close("nav");
    }

    private void summaryRow(Evidence chapter, int number) {
        html.open("tr").open("th", "scope", "row");
        html.element("span", number + ". ", "class", "number");
        html.element("a", Wording.title(chapter), "href", "#chapter-" + number);
        html.close("th").open("td");
        if (chapter.measures().isEmpty()) {
            html.element("span", "none", "class", "muted");
        } else {
            var key = chapter.measures().getFirst();
            html.element("span", key.name(), "class", "name").text(" ");
            HtmlNumbers.write(html, key);
        }
        html.close("td").open("td");
        HtmlFindings.counts(html, chapter.findings());
        html.close("td").close("tr");
    }

    private void examined() {
        Examined examined = Examined.of(dossier.chapters());
        html.open("section", "aria-labelledby", "examined");
        html.element("h2", "What was examined", "id", "examined");
        html.open("dl", "class", "examined");
        entry("Inputs", examined.inputs());
        entry("Runs", examined.runs());
        entry("Software", examined.versions());
        entry("Machine", examined.machines());
        entry(examined.seeds().size() == 1 ? "Seed" : "Seeds", List.of(String.join(", ", examined.seeds())));
        html.close("dl").close("section");
    }

    private void entry(String name, List<String> lines) {
        html.open("div").element("dt", name).open("dd");
        if (lines.isEmpty()) {
            html.element("span", "not stated", "class", "muted");
        } else if (lines.size() == 1) {
            html.text(lines.getFirst());
        } else {
            html.open("ul");
            lines.forEach(line -> html.element("li", line));
            html.close("ul");
        }
        html.close("dd").close("div");
    }

    private void foot() {
        html.open("footer");
        html.open("p")
                .text("Made by Assay from the runs' evidence. The same content as text: ")
                .element("a", "dossier.md", "href", "dossier.md")
                .text("; every number in full: ")
                .element("a", "dossier.json", "href", "dossier.json")
                .text(".")
                .close("p");
        html.element(
                "p",
                "Intervals are confidence intervals at the stated level; n is the number of independent units that a"
                        + " number rests on.");
        html.close("footer");
    }

    private static String styleSheet() {
        try (InputStream css = HtmlDossier.class.getResourceAsStream("dossier.css")) {
            if (css == null) {
                throw new IllegalStateException("the style sheet is missing from the archive");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
