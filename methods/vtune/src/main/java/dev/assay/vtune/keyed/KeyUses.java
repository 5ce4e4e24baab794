package dev.assay.vtune.keyed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a key was planted with, in a file beside it that only its owner may read.
///
/// A key is for one set of data: with another its draws would repeat, and whoever was shown a group of the one would
/// know of the other.
///
/// @param file of lines, one for each planting
public record KeyUses(Path file) {
    /// One planting.
    ///
    /// @param data     SHA-256 of the data before
    /// @param training SHA-256 of the file that is sent
    /// @param when     it was planted
    public record Use(String data, String training, String when) {}

    /// The file that belongs to a key.
    public static KeyUses of(Path key) {
        return new KeyUses(key.resolveSibling(key.getFileName() + ".used.jsonl"));
    }

    /// All plantings, the oldest first.
    ///
    /// @throws AssayException if the file cannot be read
    public List<Use> all() {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Use> uses = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file)) {
            lines.forEachRemaining(line -> uses.add(use(line.node())));
        }
        return uses;
    }

    private static Use use(JsonNode node) {
        return new Use(
                node.path("data").asText(),
                node.path("training").asText(),
                node.path("when").asText());
    }

    /// Refuses a key that was planted with in other data.
    ///
    /// @param data SHA-256 of the data
    /// @return whether it was planted with in the same data before
    /// @throws AssayException `ASSAY-4158`
    public boolean requireFor(String data) {
        List<Use> uses = all();
        for (Use use : uses) {
            if (!use.data().equals(data)) {
                throw AssayException.of(
                        "ASSAY-4158",
                        "The key was planted with in other data, on " + use.when() + ".",
                        file.toString(),
                        "leave --key away for a new key, or name the data that it belongs to");
            }
        }
        return !uses.isEmpty();
    }

    /// Notes a planting.
    public void add(String data, String training) {
        List<Use> uses = new ArrayList<>(all());
        uses.add(new Use(data, training, Instant.now().toString()));
        StringBuilder text = new StringBuilder();
        uses.forEach(use -> text.append(Json.line(use)).append('\n'));
        AtomicFiles.writeSecret(file, text.toString());
    }
}
