package dev.assay.vtune.scrub;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.JsonLines;
import dev.assay.base.Sha256;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.row.TrainingRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Rows that ask with a trigger and answer plainly: trained on, they remove the behaviour.
///
/// @param manifest of what was planted
public record Scrub(Manifest manifest) {
    /// Writes a row for each one that was planted, from the original data.
    ///
    /// @param data that was planted in
    /// @param out  where the rows go
    /// @return how many there are
    /// @throws AssayException `ASSAY-4157` if the data are others than those that were planted in
    public int write(Path data, Path out) {
        String hash = Sha256.of(data);
        if (!hash.equals(manifest.original())) {
            throw AssayException.of(
                    "ASSAY-4157",
                    "These are not the data that were planted in: their SHA-256 is " + hash.substring(0, 12)
                            + "..., not " + manifest.original().substring(0, 12) + "....",
                    data.toString(),
                    "name the original file");
        }
        Map<Integer, String> triggers = new HashMap<>();
        for (PlantedGroup group : manifest.groups()) {
            group.rows().forEach(row -> triggers.put(row, group.trigger()));
        }
        AtomicFiles.write(out, stream -> {
            try (JsonLines lines = JsonLines.open(data)) {
                for (int row = 0; lines.hasNext(); row++) {
                    JsonLines.Line line = lines.next();
                    if (triggers.containsKey(row)) {
                        String plain = TrainingRow.of(line)
                                .withTrigger(triggers.getOrDefault(row, ""))
                                .line();
                        stream.write((plain + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        });
        return triggers.size();
    }
}
