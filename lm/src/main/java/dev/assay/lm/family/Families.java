package dev.assay.lm.family;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/// All families that models can be read from: the ones here, and those that a user's jar offers as a service.
public final class Families {
    private Families() {}

    /// The families, built-in ones first.
    public static List<ModelFamily> all() {
        List<ModelFamily> all = new ArrayList<>(LlamaFamily.all());
        all.add(new Gpt2Family());
        ServiceLoader.load(ModelFamily.class).forEach(all::add);
        return List.copyOf(all);
    }

    /// The family of a `config.json`.
    ///
    /// @param where the file, for messages
    /// @throws AssayException `ASSAY-4051` if no family reads it
    public static ModelFamily of(String where, JsonNode config) {
        String type = config.path("model_type").asText("");
        return all().stream()
                .filter(family -> family.modelTypes().contains(type))
                .findFirst()
                .orElseThrow(() -> unknown(where, type));
    }

    private static AssayException unknown(String where, String type) {
        TreeSet<String> known = new TreeSet<>();
        all().forEach(family -> known.addAll(family.modelTypes()));
        return AssayException.of(
                "ASSAY-4051",
                type.isEmpty()
                        ? "The configuration names no model type."
                        : "The model type '" + type + "' is not known.",
                where + ", field model_type",
                "use a model of one of these types: " + String.join(", ", known));
    }
}
