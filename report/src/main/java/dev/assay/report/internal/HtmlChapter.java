package dev.assay.report.internal;

import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One chapter of the page: question, answer, measures, findings, plots, tables, provenance.
final class HtmlChapter {
    private final Html html;
    private final Evidence chapter;
    private final int number;

    HtmlChapter(Html html, Evidence chapter, int number) {
        this.html = html;
        this.chapter = chapter;
        this.number = number;
    }

    void write() {
        String id = "chapter-" + number;
        html.open("article", "id", id, "aria-labelledby", id + "-title");
        html.open("p", "class", "eyebrow")
                .element("span", "Chapter " + number)
                .element("code", chapter.method())
                .close("p");
        html.element("h2", Wording.title(chapter), "id", id + "-title");
        question();
        measures();
        findings();
        plots();
        tables();
        provenance(chapter.provenance());
        html.close("article");
    }

    private void question() {
        if (!chapter.question().isBlank()) {
            html.open("p", "class", "question")
                    .element("span", "Question", "class", "label")
                    .text(chapter.question())
                    .close("p");
        }
        html.open("div", "class", "answer").element("span", "Answer", "class", "label");
        List<String> paragraphs = Wording.paragraphs(chapter.summary());
        if (paragraphs.isEmpty()) {
            html.element("p", "No answer is stated.", "class", "muted");
        }
        paragraphs.forEach(paragraph -> html.element("p", paragraph));
        html.close("div");
    }

    private void measures() {
        if (chapter.measures().isEmpty()) {
            return;
        }
        html.element("h3", "Measures");
        html.open("table", "class", "measures").open("thead").open("tr");
        html.element("th", "Measure", "scope", "col").element("th", "Value and interval", "scope", "col");
        html.close("tr").close("thead").open("tbody");
        chapter.measures().forEach(this::measure);
        html.close("tbody").close("table");
    }

    private void measure(Measure measure) {
        html.open("tr").open("th", "scope", "row").text(measure.name());
        if (!measure.note().isBlank()) {
            html.text(" ").element("small", measure.note());
        }
        html.close("th").open("td").open("div", "class", "value");
        HtmlNumbers.write(html, measure);
        measure.interval().ifPresent(interval -> html.trusted(IntervalBar.svg(measure, interval)));
        html.close("div").close("td").close("tr");
    }

    private void findings() {
        if (chapter.findings().isEmpty()) {
            return;
        }
        html.element("h3", "Findings").open("ul", "class", "findings");
        for (Finding finding : Wording.weightiestFirst(chapter.findings())) {
            HtmlFindings.item(html, finding, 0);
        }
        html.close("ul");
    }

    private void plots() {
        if (!chapter.plots().isEmpty()) {
            html.element("h3", chapter.plots().size() == 1 ? "Plot" : "Plots");
        }
        for (int i = 0; i < chapter.plots().size(); i++) {
            HtmlPlot.write(html, chapter.plots().get(i), number, i + 1);
        }
    }

    private void tables() {
        if (!chapter.tables().isEmpty()) {
            html.element("h3", chapter.tables().size() == 1 ? "Table" : "Tables");
        }
        for (int i = 0; i < chapter.tables().size(); i++) {
            HtmlTable.write(html, chapter.tables().get(i), "Table " + number + "." + (i + 1));
        }
    }

    private void provenance(Provenance provenance) {
        html.element("h3", "Provenance");
        html.open("details", "class", "provenance");
        html.open("summary")
                .text("Run of " + Wording.date(provenance.created()) + ", seed " + provenance.seed())
                .close("summary");
        html.open("div", "class", "scroll").open("table");
        html.open("thead").open("tr");
        List.of("Kind", "Name", "Value").forEach(heading -> html.element("th", heading, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        rows("Run", Map.of("created", provenance.created(), "seed", Long.toString(provenance.seed())));
        rows("Input (sha256)", provenance.inputs());
        rows("Configuration", provenance.configuration());
        rows("Version", provenance.versions());
        rows("Machine", provenance.machine());
        html.close("tbody").close("table").close("div").close("details");
    }

    private void rows(String kind, Map<String, String> values) {
        new TreeMap<>(values)
                .forEach((name, value) -> html.open("tr")
                        .element("td", kind, "class", "muted")
                        .element("th", name, "scope", "row")
                        .open("td")
                        .element("code", value)
                        .close("td")
                        .close("tr"));
    }
}
