package dev.assay.report.internal;

import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Turns evidence into JSON values, fields in a fixed order and keys sorted, so that the same evidence is the same
/// file.
final class EvidenceWriter {
    private EvidenceWriter() {}

    static Map<String, Object> evidence(Evidence evidence) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("method", evidence.method());
        out.put("title", evidence.title());
        out.put("question", evidence.question());
        out.put("summary", evidence.summary());
        out.put(
                "measures",
                evidence.measures().stream().map(EvidenceWriter::measure).toList());
        out.put("tables", evidence.tables().stream().map(EvidenceWriter::table).toList());
        out.put("plots", evidence.plots().stream().map(EvidenceWriter::plot).toList());
        out.put(
                "findings",
                evidence.findings().stream().map(EvidenceWriter::finding).toList());
        out.put("provenance", provenance(evidence.provenance()));
        return out;
    }

    private static Map<String, Object> measure(Measure measure) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", measure.name());
        out.put("value", number(measure.value()));
        out.put("unit", measure.unit());
        measure.interval().ifPresent(interval -> out.put("interval", interval(interval)));
        out.put("note", measure.note());
        return out;
    }

    private static Map<String, Object> interval(Interval interval) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("estimate", number(interval.estimate()));
        out.put("low", number(interval.low()));
        out.put("high", number(interval.high()));
        out.put("level", interval.level());
        out.put("n", interval.n());
        return out;
    }

    private static Map<String, Object> table(Table table) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("title", table.title());
        out.put("columns", table.columns());
        out.put("rows", table.rows());
        return out;
    }

    private static Map<String, Object> plot(Plot plot) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("title", plot.title());
        out.put("x", axis(plot.x()));
        out.put("y", axis(plot.y()));
        out.put("series", plot.series().stream().map(EvidenceWriter::series).toList());
        return out;
    }

    private static Map<String, Object> axis(Plot.Axis axis) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("label", axis.label());
        out.put("logarithmic", axis.logarithmic());
        return out;
    }

    private static Map<String, Object> series(Plot.Series series) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("name", series.name());
        out.put("mark", series.mark().name());
        out.put("x", numbers(series.x()));
        out.put("y", numbers(series.y()));
        out.put("low", numbers(series.low()));
        out.put("high", numbers(series.high()));
        return out;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("severity", finding.severity().name());
        out.put("text", finding.text());
        return out;
    }

    private static Map<String, Object> provenance(Provenance provenance) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("created", provenance.created());
        out.put("seed", provenance.seed());
        out.put("configuration", new TreeMap<>(provenance.configuration()));
        out.put("inputs", new TreeMap<>(provenance.inputs()));
        out.put("versions", new TreeMap<>(provenance.versions()));
        out.put("machine", new TreeMap<>(provenance.machine()));
        return out;
    }

    private static List<Object> numbers(double[] values) {
        List<Object> out = new ArrayList<>(values.length);
        for (double value : values) {
            out.add(number(value));
        }
        return out;
    }

    private static Object number(double value) {
        return Double.isFinite(value) ? value : (Object) Double.toString(value);
    }
}
