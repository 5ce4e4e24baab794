package dev.assay.report.internal;

import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import dev.assay.report.Dossier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The dossier in GitHub's dialect of Markdown, for repositories and mails.
public final class MarkdownDossier {
    private static final int PLOT_ROWS = 12;

    private final StringBuilder out = new StringBuilder(1 << 14);

    private MarkdownDossier() {}

    /// The text.
    public static String write(Dossier dossier) {
        MarkdownDossier markdown = new MarkdownDossier();
        markdown.front(dossier);
        for (int i = 0; i < dossier.chapters().size(); i++) {
            markdown.chapter(dossier.chapters().get(i), i + 1);
        }
        return markdown.out.toString();
    }

    private void front(Dossier dossier) {
        line("# " + Escape.markdown(dossier.title()));
        paragraph(Escape.markdown(dossier.subtitle()));
        paragraph(Wording.date(dossier.created()) + ", evidence dossier by Assay");
        line("## Summary");
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < dossier.chapters().size(); i++) {
            Evidence chapter = dossier.chapters().get(i);
            String key = chapter.measures().stream()
                    .findFirst()
                    .map(measure -> measure.name() + ": " + Numbers.full(measure))
                    .orElse("none");
            rows.add(List.of((i + 1) + ". " + Wording.title(chapter), key, Wording.counts(chapter.findings())));
        }
        table(List.of("Chapter", "Key measure", "Findings"), rows);
        line("## What was examined");
        Examined examined = Examined.of(dossier.chapters());
        bullet("Inputs", examined.inputs());
        bullet("Runs", examined.runs());
        bullet("Software", examined.versions());
        bullet("Machine", examined.machines());
        bullet("Seeds", examined.seeds());
        out.append('\n');
    }

    private void chapter(Evidence chapter, int number) {
        line("## " + number + ". " + Escape.markdown(Wording.title(chapter)));
        if (!chapter.question().isBlank()) {
            paragraph("**Question.** " + Escape.markdown(chapter.question()));
        }
        List<String> answer = Wording.paragraphs(chapter.summary());
        paragraph("**Answer.** " + (answer.isEmpty() ? "None is stated." : Escape.markdown(answer.getFirst())));
        answer.stream().skip(1).forEach(paragraph -> paragraph(Escape.markdown(paragraph)));
        measures(chapter.measures());
        findings(chapter.findings());
        for (int i = 0; i < chapter.plots().size(); i++) {
            plot(chapter.plots().get(i), number + "." + (i + 1));
        }
        for (int i = 0; i < chapter.tables().size(); i++) {
            Table table = chapter.tables().get(i);
            line("### Table " + number + "." + (i + 1) + ". " + Escape.markdown(table.title()));
            table(
                    table.columns(),
                    table.rows().stream().limit(HtmlTable.MOST_ROWS).toList());
            if (table.rows().size() > HtmlTable.MOST_ROWS) {
                paragraph(Numbers.count(table.rows().size() - HtmlTable.MOST_ROWS) + " more rows are in dossier.json.");
            }
        }
        provenance(chapter.provenance());
    }

    private void measures(List<Measure> measures) {
        if (measures.isEmpty()) {
            return;
        }
        line("### Measures");
        table(
                List.of("Measure", "Value", "Interval", "Note"),
                measures.stream()
                        .map(measure -> List.of(
                                measure.name(),
                                Numbers.value(measure),
                                measure.interval()
                                        .map(interval -> Numbers.interval(interval, measure.unit()))
                                        .orElse(""),
                                measure.note()))
                        .toList());
    }

    private void findings(List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        line("### Findings");
        Wording.weightiestFirst(findings)
                .forEach(finding -> out.append("- **")
                        .append(Wording.severity(finding.severity()))
                        .append(":** ")
                        .append(Escape.markdown(finding.text()))
                        .append('\n'));
        out.append('\n');
    }

    private void plot(Plot plot, String number) {
        line("### Figure " + number + ". " + Escape.markdown(plot.title()));
        int points = plot.series().stream().mapToInt(one -> one.x().length).sum();
        paragraph("Drawn in dossier.html; "
                + (points > PLOT_ROWS ? "some rows of its " + Numbers.count(points) + " points:" : "its data:"));
        boolean intervals = plot.series().stream().anyMatch(one -> one.low().length > 0);
        List<String> columns =
                new ArrayList<>(List.of("Series", plot.x().label(), plot.y().label()));
        if (intervals) {
            columns.addAll(List.of("Low", "High"));
        }
        List<List<String>> rows = new ArrayList<>();
        for (Plot.Series series : plot.series()) {
            for (int i : HtmlPlot.PlotRows.chosen(series, points, PLOT_ROWS)) {
                List<String> row = new ArrayList<>(List.of(series.name()));
                row.addAll(HtmlPlot.PlotRows.cells(series, i, intervals));
                rows.add(row);
            }
        }
        table(columns, rows);
    }

    private void provenance(Provenance provenance) {
        line("### Provenance");
        Map<String, String> all = new TreeMap<>();
        provenance.inputs().forEach((name, value) -> all.put("input: " + name, "sha256 " + value));
        provenance.configuration().forEach((name, value) -> all.put("configuration: " + name, value));
        provenance.versions().forEach((name, value) -> all.put("version: " + name, value));
        provenance.machine().forEach((name, value) -> all.put("machine: " + name, value));
        all.put("run: created", provenance.created());
        all.put("run: seed", Long.toString(provenance.seed()));
        table(
                List.of("Name", "Value"),
                all.entrySet().stream()
                        .map(entry -> List.of(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private void bullet(String name, List<String> lines) {
        String text = lines.isEmpty()
                ? "not stated"
                : lines.stream().map(Escape::markdown).collect(Collectors.joining("; "));
        out.append("- **").append(name).append(":** ").append(text).append('\n');
    }

    private void table(List<String> columns, List<List<String>> rows) {
        row(columns);
        out.append("|").append(" --- |".repeat(columns.size())).append('\n');
        rows.forEach(this::row);
        out.append('\n');
    }

    private void row(List<String> cells) {
        out.append("| ")
                .append(cells.stream().map(Escape::markdown).collect(Collectors.joining(" | ")))
                .append(" |\n");
    }

    private void paragraph(String escaped) {
        if (!escaped.isBlank()) {
            line(escaped);
        }
    }

    private void line(String escaped) {
        out.append(escaped).append("\n\n");
    }
}
