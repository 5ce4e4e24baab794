package dev.assay.report.internal;

import dev.assay.base.AssayException;
import dev.assay.base.Interval;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Measure;
import dev.assay.base.evidence.Plot;
import dev.assay.base.evidence.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads evidence from JSON values; [EvidenceWriter] writes the same form.
final class EvidenceReader {
    private static final Set<String> EVIDENCE =
            Set.of("method", "title", "question", "summary", "measures", "tables", "plots", "findings", "provenance");

    private EvidenceReader() {}

    static Evidence evidence(JsonNode node) {
        node.only(EVIDENCE);
        return built(
                node,
                () -> new Evidence(
                        node.field("method").text(),
                        node.field("title").text(),
                        node.field("question").text(),
                        node.field("summary").text(),
                        node.field("measures").list().stream()
                                .map(EvidenceReader::measure)
                                .toList(),
                        node.field("tables").list().stream()
                                .map(EvidenceReader::table)
                                .toList(),
                        node.field("plots").list().stream()
                                .map(EvidenceReader::plot)
                                .toList(),
                        node.field("findings").list().stream()
                                .map(EvidenceReader::finding)
                                .toList(),
                        provenance(node.field("provenance"))));
    }

    private static Measure measure(JsonNode node) {
        node.only(Set.of("name", "value", "unit", "interval", "note"));
        return new Measure(
                node.field("name").text(),
                node.field("value").number(),
                node.field("unit").text(),
                node.optional("interval").map(EvidenceReader::interval),
                node.field("note").text());
    }

    private static Interval interval(JsonNode node) {
        node.only(Set.of("estimate", "low", "high", "level", "n"));
        return built(
                node,
                () -> new Interval(
                        node.field("estimate").number(),
                        node.field("low").number(),
                        node.field("high").number(),
                        node.field("level").number(),
                        node.field("n").whole()));
    }

    private static Table table(JsonNode node) {
        node.only(Set.of("title", "columns", "rows"));
        return built(
                node,
                () -> new Table(
                        node.field("title").text(),
                        node.field("columns").texts(),
                        node.field("rows").list().stream().map(JsonNode::texts).toList()));
    }

    private static Plot plot(JsonNode node) {
        node.only(Set.of("title", "x", "y", "series"));
        List<Plot.Series> series =
                node.field("series").list().stream().map(EvidenceReader::series).toList();
        return built(
                node, () -> new Plot(node.field("title").text(), axis(node.field("x")), axis(node.field("y")), series));
    }

    private static Plot.Axis axis(JsonNode node) {
        node.only(Set.of("label", "logarithmic"));
        return new Plot.Axis(
                node.field("label").text(), node.field("logarithmic").truth());
    }

    private static Plot.Series series(JsonNode node) {
        node.only(Set.of("name", "mark", "x", "y", "low", "high"));
        return built(
                node,
                () -> new Plot.Series(
                        node.field("name").text(),
                        word(Plot.Mark.values(), node.field("mark")),
                        node.field("x").numbers(),
                        node.field("y").numbers(),
                        node.field("low").numbers(),
                        node.field("high").numbers()));
    }

    private static Finding finding(JsonNode node) {
        node.only(Set.of("severity", "text"));
        return new Finding(
                word(Finding.Severity.values(), node.field("severity")),
                node.field("text").text());
    }

    private static Provenance provenance(JsonNode node) {
        node.only(Set.of("created", "seed", "configuration", "inputs", "versions", "machine"));
        return new Provenance(
                node.field("created").text(),
                node.field("seed").whole(),
                node.field("configuration").textMap(),
                node.field("inputs").textMap(),
                node.field("versions").textMap(),
                node.field("machine").textMap());
    }

    private static <E extends Enum<E>> E word(E[] words, JsonNode node) {
        String text = node.text();
        return Arrays.stream(words)
                .filter(word -> word.name().equals(text))
                .findFirst()
                .orElseThrow(() -> node.fault("'" + text + "' is none of "
                        + Stream.of(words).map(Enum::name).collect(Collectors.joining(", "))));
    }

    /// What a record refuses is the file's fault.
    private static <T> T built(JsonNode node, Supplier<T> build) {
        try {
            return build.get();
        } catch (AssayException known) {
            throw known;
        } catch (IllegalArgumentException refused) {
            throw node.fault(String.valueOf(refused.getMessage()));
        }
    }
}
