package dev.assay.livebench.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import dev.assay.base.Sha256;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.question.Question;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Files drafts as questions in LiveBench's layout.
final class Filing {
    private Filing() {}

    /// A draft as a question; its id is the SHA-256 of what it is filed under, asks and holds right.
    static Question of(Kind kind, Draft draft, LocalDate day, Difficulty difficulty) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("question_id", id(kind, draft));
        all.put("category", kind.category());
        all.put("task", kind.task());
        kind.subtask().ifPresent(subtask -> all.put("subtask", subtask));
        ArrayNode turns = all.putArray("turns").add(draft.prompt());
        draft.truth().ifPresent(truth -> all.set("ground_truth", truth));
        draft.fields().forEach(all::set);
        all.put("difficulty", difficulty.name().toLowerCase(Locale.ROOT));
        all.put("livebench_release_date", day.toString());
        all.put("livebench_removal_date", "");
        return new Question(
                all.path("question_id").textValue(),
                kind.category(),
                kind.task(),
                kind.subtask(),
                List.of(turns.path(0).textValue()),
                Optional.of(day.toString()),
                Optional.empty(),
                all);
    }

    private static String id(Kind kind, Draft draft) {
        ArrayNode canonical = JsonNodeFactory.instance.arrayNode();
        canonical.add(kind.category()).add(kind.task()).add(kind.subtask().orElse(""));
        canonical.add(draft.prompt());
        draft.truth().ifPresentOrElse(canonical::add, canonical::addNull);
        return Sha256.of(Json.line(canonical));
    }
}
