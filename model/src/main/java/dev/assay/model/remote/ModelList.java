package dev.assay.model.remote;

import dev.assay.model.remote.internal.JsonView;
import java.util.List;
import java.util.OptionalInt;

/// Reads the list of models that an endpoint serves.
final class ModelList {
    /// What servers call the length of the context; OpenAI's own list does not say it.
    private static final List<String> CONTEXT_FIELDS =
            List.of("max_model_len", "context_length", "context_window", "max_context_length");

    private ModelList() {}

    /// The context of the model with this name, where the list says it.
    static OptionalInt contextTokens(JsonView reply, String name) {
        return reply.at("data").items().stream()
                .filter(model -> model.at("id").text().filter(name::equals).isPresent())
                .map(ModelList::contextTokens)
                .findFirst()
                .orElse(OptionalInt.empty());
    }

    /// The context of one listed model.
    static OptionalInt contextTokens(JsonView model) {
        return CONTEXT_FIELDS.stream()
                .map(field -> model.at(field).integer())
                .filter(length -> length.isPresent() && length.getAsInt() > 0)
                .findFirst()
                .orElse(OptionalInt.empty());
    }
}
