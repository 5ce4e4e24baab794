package dev.assay.livebench.release;

import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.Provenance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where a release's questions came from, so that they can be made again and shown to be new.
///
/// @param plan    what was wanted
/// @param made    what came of it
/// @param sources files of the user's that questions were made of
/// @param earlier questions that none may repeat
public record Manifest(ReleasePlan plan, List<FreshRelease.Made> made, List<Path> sources, List<Path> earlier) {
    public Manifest {
        made = List.copyOf(made);
        sources = List.copyOf(sources);
        earlier = List.copyOf(earlier);
    }

    /// Writes it as JSON, with the hash of every file.
    ///
    /// @throws dev.assay.base.AssayException if a source cannot be read or the file not be written
    public void write(Path file) {
        List<Path> inputs = new ArrayList<>(sources);
        inputs.addAll(earlier);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("release_date", plan.day().toString());
        all.put("seed", plan.seed());
        all.put("questions_of_each_kind", plan.count());
        all.put("difficulty", plan.difficulty().map(Enum::name).orElse("EACH_IN_TURN"));
        all.put("kinds", made.stream().map(Manifest::kind).toList());
        all.put("provenance", Provenance.collect(plan.seed(), Map.of(), inputs));
        AtomicFiles.writeString(file, Json.line(all) + "\n");
    }

    private static Map<String, Object> kind(FreshRelease.Made made) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("category", made.kind().category());
        fields.put("task", made.kind().task());
        fields.put("kind", made.kind().name());
        fields.put("questions", made.questions().size());
        fields.put("draws", made.draws());
        fields.put("repeats_refused", made.repeats());
        fields.put("refused_by_the_grader", made.ungraded());
        return fields;
    }
}
