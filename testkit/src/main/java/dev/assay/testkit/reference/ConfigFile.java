package dev.assay.testkit.reference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/// The fields of a `config.json` or of an object in it; a field that is absent and one that is `null` are alike
/// unless [#mentions(String)] is asked.
///
/// @param where the file and, for an inner object, the field
/// @param json  the object
record ConfigFile(String where, JsonNode json) {

    /// @throws IllegalArgumentException if the file is no JSON object
    static ConfigFile read(Path file) {
        try {
            JsonNode json = new ObjectMapper().readTree(Files.readAllBytes(file));
            if (!json.isObject()) {
                throw new IllegalArgumentException(file + " is no JSON object");
            }
            return new ConfigFile(file.toString(), json);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(file + " is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether the field is written at all, be it as `null`.
    boolean mentions(String field) {
        return json.has(field);
    }

    Optional<ConfigFile> object(String field) {
        return value(field).map(node -> new ConfigFile(where + ", " + field, node));
    }

    int integer(String field) {
        return integer(field, () -> {
            throw new IllegalArgumentException(where + ": field " + field + " is missing");
        });
    }

    int integer(String field, IntSupplier otherwise) {
        return value(field)
                .map(node -> ofKind(field, node, node.canConvertToInt()).intValue())
                .orElseGet(otherwise::getAsInt);
    }

    double number(String field, double otherwise) {
        return value(field)
                .map(node -> ofKind(field, node, node.isNumber()).doubleValue())
                .orElse(otherwise);
    }

    double number(String field) {
        double number = number(field, Double.NaN);
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException(where + ": field " + field + " is missing");
        }
        return number;
    }

    boolean flag(String field, boolean otherwise) {
        return value(field)
                .map(node -> ofKind(field, node, node.isBoolean()).booleanValue())
                .orElse(otherwise);
    }

    Optional<String> text(String field) {
        return value(field).map(node -> ofKind(field, node, node.isTextual()).textValue());
    }

    Optional<JsonNode> value(String field) {
        return Optional.ofNullable(json.get(field)).filter(node -> !node.isNull());
    }

    /// Refuses a setting that this reference does not know how to compute.
    void requireText(String field, String otherwise, String... known) {
        String found = text(field).orElse(otherwise);
        if (!List.of(known).contains(found)) {
            throw new IllegalArgumentException(
                    where + ": " + field + " is " + found + ", known are " + String.join(", ", known));
        }
    }

    private JsonNode ofKind(String field, JsonNode node, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(where + ": field " + field + " is of the wrong kind: " + node);
        }
        return node;
    }
}
