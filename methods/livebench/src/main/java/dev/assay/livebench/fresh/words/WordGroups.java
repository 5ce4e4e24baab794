package dev.assay.livebench.fresh.words;

import dev.assay.base.AssayException;
import dev.assay.base.Checks;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads groups of words, one JSON object on each line: `{"theme": "...", "words": ["...", ...]}`.
public final class WordGroups {
    private static final String CODE = "ASSAY-4204";

    private WordGroups() {}

    /// All groups of a file, in its order.
    ///
    /// @throws AssayException with every fault: `ASSAY-4204` for a line that is no group or a file of
    ///     fewer than two groups, and as [JsonLines#open]
    public static List<WordGroup> read(Path file) {
        Checks faults = new Checks();
        List<WordGroup> all = new ArrayList<>();
        try (JsonLines lines = JsonLines.open(file, JsonLines.Limits.REPORT_TWENTY)) {
            lines.forEachRemaining(line -> {
                try {
                    all.add(line.to(WordGroup.class));
                } catch (AssayException e) {
                    Problem first = e.problems().getFirst();
                    faults.add(new Problem(CODE, first.what(), first.where(), first.mend()));
                }
            });
        }
        faults.require(
                !faults.passed() || all.size() > 1,
                () -> new Problem(
                        CODE, "The file has fewer than two groups.", file.toString(), "write one group on each line"));
        faults.throwIfAny();
        return List.copyOf(all);
    }

    /// The groups of a text in the same form, which has no faults.
    static List<WordGroup> parse(String text) {
        return text.lines().map(line -> Json.parse(line, WordGroup.class)).toList();
    }
}
