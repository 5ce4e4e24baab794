package dev.assay.livebench.instructions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.GraderFault;
import java.util.ArrayList;
import java.util.List;

/// What an instruction is about: its keyword arguments. One that is missing is a fault of the question,
/// where the official checkers would draw one at random.
///
/// @param instruction the instruction's name, for messages
/// @param values      an object; those that are null count as missing
record Arguments(String instruction, JsonNode values) {
    String text(String name) {
        JsonNode value = value(name);
        if (!value.isTextual()) {
            throw new GraderFault(instruction + " needs a text as " + name + ", not " + value);
        }
        return value.textValue();
    }

    int integer(String name) {
        JsonNode value = value(name);
        if (!value.isNumber()) {
            throw new GraderFault(instruction + " needs a number as " + name + ", not " + value);
        }
        return value.intValue();
    }

    List<String> texts(String name) {
        JsonNode value = value(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode item : value) {
            texts.add(item.asText());
        }
        if (!value.isArray()) {
            throw new GraderFault(instruction + " needs a list as " + name + ", not " + value);
        }
        return texts;
    }

    private JsonNode value(String name) {
        JsonNode value = values.path(name);
        if (value.isMissingNode() || value.isNull()) {
            throw new GraderFault(instruction + " lacks its argument " + name);
        }
        return value;
    }

    /// Whether a count stands to a number as an argument says: "less than" or "at least".
    boolean holds(String relation, int count, int number) {
        return switch (text(relation)) {
            case "less than" -> count < number;
            case "at least" -> count >= number;
            default ->
                throw new GraderFault(
                        instruction + ": " + relation + " is 'less than' or 'at least', not '" + text(relation) + "'");
        };
    }
}
