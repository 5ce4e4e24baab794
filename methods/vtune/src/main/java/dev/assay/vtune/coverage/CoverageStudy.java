package dev.assay.vtune.coverage;

import dev.assay.base.AssayException;
import dev.assay.base.JsonLines;
import dev.assay.base.Progress;
import dev.assay.vtune.keyed.KeyedDraws;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.row.Fitting;
import dev.assay.vtune.row.TrainingRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.DoubleStream;

/// Draws rows that were sent and rows that were not, and measures how well a model knows each.
///
/// @param sent rows of the data, none of which was planted in
/// @param held rows that were not sent
public record CoverageStudy(List<TrainingRow> sent, List<TrainingRow> held) {
    public CoverageStudy {
        sent = List.copyOf(sent);
        held = List.copyOf(held);
    }

    /// Draws rows.
    ///
    /// @param data     that were planted in, or sent as they are
    /// @param prompts  rows of the same kind that were not sent
    /// @param manifest whose planted rows are left out, since they were sent twice; empty where none were planted
    /// @param most     rows of each kind
    /// @param draws    secret, so that nobody knows which rows will be looked at
    /// @throws AssayException `ASSAY-4150` for a row of neither form, `ASSAY-2156` if there are too few
    public static CoverageStudy of(Path data, Path prompts, Optional<Manifest> manifest, int most, KeyedDraws draws) {
        Set<Integer> planted = new HashSet<>();
        manifest.ifPresent(
                each -> each.groups().stream().map(PlantedGroup::rows).forEach(planted::addAll));
        return new CoverageStudy(
                draw(read(data, planted), most, draws, "sent", data),
                draw(read(prompts, Set.of()), most, draws, "held", prompts));
    }

    private static List<TrainingRow> read(Path file, Set<Integer> without) {
        List<TrainingRow> rows = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file)) {
            for (int i = 0; lines.hasNext(); i++) {
                TrainingRow row = TrainingRow.of(lines.next());
                if (!without.contains(i)) {
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    private static List<TrainingRow> draw(List<TrainingRow> rows, int most, KeyedDraws draws, String label, Path file) {
        enough(Math.min(rows.size(), most), file.toString());
        List<TrainingRow> drawn = new ArrayList<>();
        for (int row : draws.sample("coverage/" + label, rows.size(), Math.min(rows.size(), most))) {
            drawn.add(rows.get(row));
        }
        return drawn;
    }

    private static void enough(int rows, String where) {
        if (rows < Coverage.FEWEST) {
            throw AssayException.of(
                    "ASSAY-2156",
                    "How much was used cannot be told from " + rows + " rows; " + Coverage.FEWEST
                            + " of each kind are needed, and a hundred say more.",
                    where,
                    "bring more rows");
        }
    }

    /// Measures; empty if it was stopped. Rows that are too long for the model are passed over.
    ///
    /// @throws AssayException `ASSAY-2156` if too few are left
    public Optional<Coverage> measure(RowKnowledge knowledge, Progress progress, BooleanSupplier stopped) {
        try (Progress.Bar bar = progress.start("read", sent.size() + held.size(), "row")) {
            double[] first = scores(sent, knowledge, bar, stopped);
            double[] second = scores(held, knowledge, bar, stopped);
            if (stopped.getAsBoolean()) {
                return Optional.empty();
            }
            enough(Math.min(first.length, second.length), "rows that fit the model's context");
            return Optional.of(new Coverage(first, second, sent.size() - first.length));
        }
    }

    private static double[] scores(
            List<TrainingRow> rows, RowKnowledge knowledge, Progress.Bar bar, BooleanSupplier stopped) {
        DoubleStream.Builder scores = DoubleStream.builder();
        for (TrainingRow row : rows) {
            if (!stopped.getAsBoolean()) {
                Fitting.in(() -> knowledge.of(row)).ifPresent(scores::add);
                bar.advance(1);
            }
        }
        return scores.build().toArray();
    }
}
