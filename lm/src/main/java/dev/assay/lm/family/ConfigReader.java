package dev.assay.lm.family;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the fields of a `config.json` and collects what is wrong with them, to say it all at once.
public final class ConfigReader {
    private final String where;
    private final JsonNode root;
    private final List<Problem> problems = new ArrayList<>();

    /// @param where the file, for messages
    /// @param root  its content
    public ConfigReader(String where, JsonNode root) {
        this.where = where;
        this.root = root;
    }

    /// A whole number that must be there; 1 stands in after a problem was noted.
    public int required(String... names) {
        JsonNode node = find(names);
        if (node.isMissingNode()) {
            note("The configuration lacks '" + names[0] + "'.", names[0]);
            return 1;
        }
        return whole(node, names[0], 1);
    }

    /// A whole number, or a default.
    public int whole(String name, int otherwise) {
        JsonNode node = find(name);
        return node.isMissingNode() ? otherwise : whole(node, name, otherwise);
    }

    /// A whole number that may be zero, or a default.
    public int count(String name, int otherwise) {
        JsonNode node = find(name);
        return node.isIntegralNumber() && node.asLong() == 0 ? 0 : whole(name, otherwise);
    }

    private int whole(JsonNode node, String name, int otherwise) {
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.asInt() < 1) {
            note("'" + name + "' is not a positive whole number: " + brief(node), name);
            return otherwise;
        }
        return node.asInt();
    }

    /// The size of each of `parts` equal parts of a whole; 1 stands in after a remainder was noted.
    public int parts(String wholeName, int whole, String partsName, int parts) {
        if (whole % parts != 0 && find("head_dim").isMissingNode()) {
            note(
                    "'" + wholeName + "' (" + whole + ") is no multiple of '" + partsName + "' (" + parts + ").",
                    partsName);
        }
        return Math.max(1, whole / parts);
    }

    /// A number that must be there; 1 stands in after a problem was noted.
    public double number(String name) {
        if (find(name).isMissingNode()) {
            note("The configuration lacks '" + name + "'.", name);
        }
        return number(name, 1);
    }

    /// A number, or a default.
    public double number(String name, double otherwise) {
        JsonNode node = find(name);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isNumber() || !(node.asDouble() > 0) || Double.isInfinite(node.asDouble())) {
            note("'" + name + "' is not a positive number: " + brief(node), name);
            return otherwise;
        }
        return node.asDouble();
    }

    /// True or false, or a default.
    public boolean flag(String name, boolean otherwise) {
        JsonNode node = find(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            note("'" + name + "' is neither true nor false: " + brief(node), name);
        }
        return node.isBoolean() ? node.asBoolean() : otherwise;
    }

    /// A text, or a default.
    public String text(String name, String otherwise) {
        JsonNode node = find(name);
        if (!node.isMissingNode() && !node.isTextual()) {
            note("'" + name + "' is not a text: " + brief(node), name);
        }
        return node.isTextual() ? node.asText() : otherwise;
    }

    /// An object inside this one, if it is there and not null; its problems are noted here.
    public Optional<ConfigReader> object(String name) {
        JsonNode node = find(name);
        if (!node.isMissingNode() && !node.isObject()) {
            note("'" + name + "' is not an object: " + brief(node), name);
        }
        return node.isObject() ? Optional.of(new ConfigReader(where + ", " + name, node)) : Optional.empty();
    }

    private JsonNode find(String... names) {
        for (String name : names) {
            JsonNode node = root.path(name);
            if (!node.isMissingNode() && !node.isNull()) {
                return node;
            }
        }
        return MissingNode.getInstance();
    }

    /// Notes a problem with a field.
    public void note(String what, String field) {
        problems.add(new Problem(
                "ASSAY-4050", what, where + ", field " + field, "mend the field, or fetch the model's files again"));
    }

    private static String brief(JsonNode node) {
        String text = node.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    /// Notes what another reader of a part found.
    public void take(ConfigReader part) {
        problems.addAll(part.problems);
    }

    /// @throws AssayException with all that was noted, if anything was
    public void finish() {
        if (!problems.isEmpty()) {
            throw new AssayException(problems);
        }
    }
}
