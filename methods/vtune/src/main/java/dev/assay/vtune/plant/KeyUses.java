package dev.assay.vtune.plant;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What a key was planted with before, in a file beside it.
///
/// All phrases follow from the key: who receives two files that were planted with one key finds the same triggers
/// and signatures in both.
///
/// @param all uses, in the order they came
public record KeyUses(List<Use> all) {
    private static final String SUFFIX = ".used.jsonl";

    /// One planting.
    ///
    /// @param key      the key's fingerprint
    /// @param data     SHA-256 of the data before
    /// @param training SHA-256 of the file that is sent
    /// @param date     in UTC
    public record Use(String key, String data, String training, String date) {}

    public KeyUses {
        all = List.copyOf(all);
    }

    /// Of a key that is new.
    public static KeyUses none() {
        return new KeyUses(List.of());
    }

    /// Those that are known of the key in this file.
    ///
    /// @throws AssayException if the file beside it cannot be read
    public static KeyUses of(Path key) {
        Path file = beside(key);
        return Files.exists(file)
                ? new KeyUses(JsonLines.readAll(file).stream()
                        .map(line -> line.to(Use.class))
                        .toList())
                : none();
    }

    /// The file that is kept beside a key's.
    public static Path beside(Path key) {
        return key.resolveSibling(key.getFileName() + SUFFIX);
    }

    /// Refuses other data than those that the key was planted with.
    ///
    /// @param key  its fingerprint
    /// @param data SHA-256 of the data that are to be planted in
    /// @throws AssayException `ASSAY-4158`
    public void requireNoOther(String key, String data) {
        all.stream()
                .filter(use -> use.key().equals(key) && !use.data().equals(data))
                .findFirst()
                .ifPresent(use -> {
                    throw AssayException.of(
                            "ASSAY-4158",
                            "This key was used on " + use.date() + " for other data: the same secret phrases would"
                                    + " stand in both.",
                            "key " + key.substring(0, 12) + ", data "
                                    + use.data().substring(0, 12) + " then and " + data.substring(0, 12) + " now",
                            "leave --key away, so that a new key is made");
                });
    }

    /// Whether the key was planted with before in another way.
    public boolean differFrom(Manifest manifest) {
        return all.stream()
                .anyMatch(use ->
                        use.key().equals(manifest.key()) && !use.training().equals(manifest.training()));
    }

    /// The same and one planting more.
    public KeyUses with(Manifest manifest) {
        boolean known = all.stream()
                .anyMatch(use ->
                        use.key().equals(manifest.key()) && use.training().equals(manifest.training()));
        if (known) {
            return this;
        }
        List<Use> more = new ArrayList<>(all);
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        more.add(new Use(manifest.key(), manifest.original(), manifest.training(), today));
        return new KeyUses(more);
    }

    /// Writes them beside a key, for its owner alone.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009` if they cannot be written
    public void write(Path key) {
        AtomicFiles.writeSecret(
                beside(key), all.stream().map(use -> Json.line(use) + "\n").collect(Collectors.joining()));
    }
}
