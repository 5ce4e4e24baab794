package dev.assay.cli.layers;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.assay.base.Json;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.scaling.speed.LayerBench.Timing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One line of what `layers bench` measured, as it is written for programs.
///
/// @param structure         that was measured
/// @param inputs            of the layer
/// @param outputs           of the layer
/// @param rows              at once
/// @param type              number format
/// @param device            where
/// @param macsPerRow        multiply-adds, forward
/// @param forwardMs         milliseconds
/// @param bothMs            milliseconds, with gradients
/// @param gigaflops         of the forward product, a multiply-add counted as two
/// @param forwardTimesDense how often as fast as a dense layer of that size
/// @param bothTimesDense    the same with gradients
public record Measured(
        String structure,
        long inputs,
        long outputs,
        int rows,
        String type,
        String device,
        @JsonProperty("macs-per-row") long macsPerRow,
        @JsonProperty("forward-ms") double forwardMs,
        @JsonProperty("both-ms") double bothMs,
        double gigaflops,
        @JsonProperty("forward-times-dense") double forwardTimesDense,
        @JsonProperty("both-times-dense") double bothTimesDense) {
    /// What is less than this many times as fast as dense is called slower; the rest is noise.
    private static final double AS_FAST = 0.9;

    static Measured of(Timing timing, Timing dense, String type, String device) {
        return new Measured(
                timing.design().text(),
                timing.inputs(),
                timing.outputs(),
                timing.rows(),
                type,
                device,
                timing.macsPerRow(),
                timing.forward(),
                timing.both(),
                timing.gigaflops(),
                dense.forward() / timing.forward(),
                dense.both() / timing.both());
    }

    /// As it is written for programs.
    Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("structure", structure);
        fields.put("inputs", inputs);
        fields.put("outputs", outputs);
        fields.put("rows", rows);
        fields.put("type", type);
        fields.put("device", device);
        fields.put("macs-per-row", macsPerRow);
        fields.put("forward-ms", forwardMs);
        fields.put("both-ms", bothMs);
        fields.put("gigaflops", gigaflops);
        fields.put("forward-times-dense", forwardTimesDense);
        fields.put("both-times-dense", bothTimesDense);
        return fields;
    }

    /// Reads what `layers bench --json` wrote.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-4001` to `ASSAY-4003` if it is something else
    static List<Measured> read(Path file) {
        return List.of(Json.read(file, Measured[].class));
    }

    /// Where a design was slower than dense at a size, in words.
    static List<String> slower(List<Measured> all, LayerDesign design, LayerSize size) {
        return all.stream()
                .filter(each -> each.structure.equals(design.text())
                        && each.inputs == size.inputs()
                        && each.outputs == size.outputs())
                .flatMap(each -> each.slower().stream())
                .toList();
    }

    private List<String> slower() {
        List<String> places = new ArrayList<>();
        if (forwardTimesDense < AS_FAST) {
            places.add(place("without", forwardTimesDense));
        }
        if (bothTimesDense < AS_FAST) {
            places.add(place("with", bothTimesDense));
        }
        return places;
    }

    private String place(String with, double times) {
        return String.format(
                Locale.ROOT,
                "%s %s gradients with %d %s at once on %s: %.2f times as fast",
                type,
                with,
                rows,
                rows == 1 ? "row" : "rows",
                device,
                times);
    }
}
