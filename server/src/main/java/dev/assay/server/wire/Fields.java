package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/// The fields of a JSON object in a request, each read once by name; what was not read in the end is
/// refused, so that no field is ignored in silence. `null` is as good as absent.
public final class Fields {
    private final ObjectNode object;
    private final String path;
    private final Set<String> read = new HashSet<>();

    private Fields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /// The fields of a request's body.
    public static Fields of(JsonNode body) {
        return of(body, "");
    }

    /// @param path of this object in the body; empty for the body
    static Fields of(JsonNode node, String path) {
        if (node instanceof ObjectNode object) {
            return new Fields(object, path);
        }
        String what = path.isEmpty() ? "The body" : "'" + path + "'";
        throw path.isEmpty()
                ? WireProblem.of(400, WireProblem.Type.INVALID_REQUEST, "invalid_type", what + " is not an object.")
                : WireProblem.field(path, "invalid_type", what + " is not an object.");
    }

    /// The path of a field in the body.
    String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// The names of all fields.
    List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /// Any value.
    Optional<JsonNode> any(String name) {
        read.add(name);
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    Optional<String> text(String name) {
        return any(name).map(node -> {
            if (!node.isTextual()) {
                throw wrongType(path(name), "a string");
            }
            return node.textValue();
        });
    }

    String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    JsonNode required(String name) {
        return any(name).orElseThrow(() -> missing(name));
    }

    private WireProblem missing(String name) {
        return WireProblem.field(path(name), "missing_required_parameter", "'" + path(name) + "' is missing.");
    }

    boolean flag(String name, boolean otherwise) {
        return any(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw wrongType(path(name), "true or false");
                    }
                    return node.booleanValue();
                })
                .orElse(otherwise);
    }

    OptionalDouble number(String name, double low, double high) {
        Optional<JsonNode> node = any(name);
        return node.isPresent() ? OptionalDouble.of(number(node.get(), path(name), low, high)) : OptionalDouble.empty();
    }

    static double number(JsonNode node, String path, double low, double high) {
        if (!node.isNumber()) {
            throw wrongType(path, "a number");
        }
        double value = node.doubleValue();
        if (!(value >= low && value <= high)) {
            throw outside(path, node.asText(), plain(low), plain(high));
        }
        return value;
    }

    static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    OptionalInt integer(String name, int low, int high) {
        Optional<JsonNode> node = any(name);
        return node.isPresent() ? OptionalInt.of(integer(node.get(), path(name), low, high)) : OptionalInt.empty();
    }

    static int integer(JsonNode node, String path, int low, int high) {
        if (!node.isIntegralNumber()) {
            throw wrongType(path, "a whole number");
        }
        if (!node.canConvertToInt() || node.intValue() < low || node.intValue() > high) {
            throw outside(path, node.asText(), Integer.toString(low), Integer.toString(high));
        }
        return node.intValue();
    }

    OptionalLong whole(String name) {
        Optional<JsonNode> node = any(name);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!node.get().isIntegralNumber() || !node.get().canConvertToLong()) {
            throw wrongType(path(name), "a whole number of 64 bits");
        }
        return OptionalLong.of(node.get().longValue());
    }

    Optional<Fields> object(String name) {
        return any(name).map(node -> of(node, path(name)));
    }

    /// The elements of an array.
    static List<JsonNode> elements(JsonNode node, String path, int most) {
        if (!node.isArray()) {
            throw wrongType(path, "an array");
        }
        if (node.size() > most) {
            throw WireProblem.field(
                    path,
                    "array_too_long",
                    "'" + path + "' has " + node.size() + " elements; " + most + " are the most.");
        }
        List<JsonNode> all = new ArrayList<>();
        node.forEach(all::add);
        return all;
    }

    /// Lets a field pass that asks for nothing, and refuses it otherwise.
    void neutral(String name, Predicate<JsonNode> asksForNothing) {
        any(name).filter(asksForNothing.negate()).ifPresent(node -> {
            throw WireProblem.field(
                    path(name),
                    "unsupported_parameter",
                    "'" + path(name) + "' is taken where it asks for nothing; what it asks for here is not supported.");
        });
    }

    static boolean isEmptyList(JsonNode value) {
        return value.isArray() && value.isEmpty();
    }

    /// Refuses what was not read.
    public void refuseOthers() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!read.contains(name) && !object.path(name).isNull()) {
                throw unsupported(name);
            }
        }
    }

    private WireProblem unsupported(String name) {
        String near = NearestName.of(name, read)
                .map(n -> " Did you mean '" + n + "'?")
                .orElse("");
        return WireProblem.field(
                path(name), "unsupported_parameter", "'" + path(name) + "' is not supported here." + near);
    }

    static WireProblem wrongType(String path, String wanted) {
        return WireProblem.field(path, "invalid_type", "'" + path + "' is not " + wanted + ".");
    }

    static WireProblem outside(String path, String found, String low, String high) {
        return WireProblem.field(
                path,
                "value_out_of_range",
                "'" + path + "' is " + found + "; it lies between " + low + " and " + high + ".");
    }
}
