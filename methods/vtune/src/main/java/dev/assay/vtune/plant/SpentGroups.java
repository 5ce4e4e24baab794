package dev.assay.vtune.plant;

import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Groups that were shown to somebody: who saw a trigger could teach it, so that it proves nothing afterwards.
///
/// @param groups from 0, in order
public record SpentGroups(List<Integer> groups) {
    private static final String SUFFIX = ".shown.json";

    public SpentGroups {
        groups = groups.stream().sorted().distinct().toList();
    }

    /// Those of a manifest, as the file beside it says; none where there is no such file.
    ///
    /// @throws dev.assay.base.AssayException if it cannot be read
    public static SpentGroups of(Path manifest) {
        Path file = beside(manifest);
        return Files.exists(file) ? Json.read(file, SpentGroups.class) : new SpentGroups(List.of());
    }

    /// Keeps in mind that one more was shown.
    ///
    /// @throws dev.assay.base.AssayException if it cannot be written
    public static void add(Path manifest, int group) {
        List<Integer> all = IntStream.concat(of(manifest).groups.stream().mapToInt(each -> each), IntStream.of(group))
                .boxed()
                .toList();
        AtomicFiles.writeSecret(beside(manifest), Json.write(new SpentGroups(all)));
    }

    private static Path beside(Path manifest) {
        return manifest.resolveSibling(manifest.getFileName() + SUFFIX);
    }
}
