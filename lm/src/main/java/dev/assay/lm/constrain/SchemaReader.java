package dev.assay.lm.constrain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.assay.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Reads a JSON Schema.
final class SchemaReader {
    private static final int MOST_DEPTH = 64;
    private static final int MOST_SCHEMAS = 10_000;
    private static final int MOST_VALUES = 1_000;

    private static final Set<String> SILENT = Set.of(
            "title",
            "description",
            "default",
            "examples",
            "$schema",
            "$id",
            "$comment",
            "$defs",
            "definitions",
            "strict");

    private final JsonNode root;
    private final Rule anything;
    private final Rule anyObject;
    private final Map<String, Rule.Named> named = new HashMap<>();
    private final List<String> waiting = new ArrayList<>();
    private int schemas;

    SchemaReader(JsonNode root, Rule anything, Rule anyObject) {
        this.root = root;
        this.anything = anything;
        this.anyObject = anyObject;
    }

    /// The rule of the whole schema.
    Rule read() {
        Rule rule = reference("#", "#");
        while (!waiting.isEmpty()) {
            String pointer = waiting.removeLast();
            found(pointer).set(rule(target(pointer), pointer, 0));
        }
        named.values().forEach(each -> requireProgress(each, each, new HashSet<>()));
        return rule;
    }

    private Rule.Named found(String pointer) {
        return Optional.ofNullable(named.get(pointer)).orElseThrow();
    }

    private Rule reference(String pointer, String at) {
        if (!pointer.startsWith("#") || target(pointer).isMissingNode()) {
            throw new IllegalArgumentException(
                    "'$ref' at " + at + " leads to '" + pointer + "', which is not in the schema");
        }
        return named.computeIfAbsent(pointer, each -> {
            waiting.add(each);
            return new Rule.Named();
        });
    }

    private JsonNode target(String pointer) {
        String path = pointer.substring(1);
        return path.isEmpty() || path.startsWith("/") ? root.at(path) : JsonNodeFactory.instance.missingNode();
    }

    /// Refuses a reference that leads back to itself before any byte is written.
    private static void requireProgress(Rule.Named begin, Rule at, Set<Rule> seen) {
        List<Rule> next = switch (at) {
            case Rule.Named name -> List.of(name.target());
            case Rule.Choice choice -> choice.options;
            case Rule.Sequence other -> List.of();
            case Rule.Literal other -> List.of();
            case Rule.Text other -> List.of();
            case Rule.Digits other -> List.of();
            case Rule.Members other -> List.of();
            case Rule.Items other -> List.of();
            case Rule.Anything other -> List.of();
            case Rule.AnyObject other -> List.of();
            case Rule.AnyMembers other -> List.of();
        };
        for (Rule each : next) {
            if (each == begin) {
                throw new IllegalArgumentException("a '$ref' leads back to itself");
            }
            if (seen.add(each)) {
                requireProgress(begin, each, seen);
            }
        }
    }

    private Rule rule(JsonNode schema, String at, int depth) {
        if (depth > MOST_DEPTH || ++schemas > MOST_SCHEMAS) {
            throw new IllegalArgumentException("the schema is too large at " + at);
        }
        if (schema.isBoolean() && schema.booleanValue()) {
            return anything;
        }
        if (!schema.isObject()) {
            throw new IllegalArgumentException(at + " is not a schema");
        }
        require(schema, "$defs", at, JsonNode::isObject, "an object");
        require(schema, "definitions", at, JsonNode::isObject, "an object");
        if (schema.has("$ref")) {
            require(schema, "$ref", at, JsonNode::isTextual, "a string");
            requireOnly(schema, at, Set.of("$ref"));
            return reference(schema.path("$ref").asText(), at);
        }
        if (schema.has("enum") || schema.has("const")) {
            requireOnly(schema, at, Set.of("enum", "const", "type"));
            return values(schema, at);
        }
        if (schema.has("anyOf")) {
            requireOnly(schema, at, Set.of("anyOf"));
            return any(schema.path("anyOf"), at + "/anyOf", depth);
        }
        return typed(schema, at, depth);
    }

    private static void requireOnly(JsonNode schema, String at, Set<String> known) {
        schema.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && !SILENT.contains(name)) {
                throw new IllegalArgumentException("the keyword '" + name + "' at " + at + " is not supported there");
            }
        });
    }

    private Rule any(JsonNode options, String at, int depth) {
        if (!options.isArray() || options.isEmpty()) {
            throw new IllegalArgumentException(at + " is not a list of schemas");
        }
        List<Rule> rules = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            rules.add(rule(options.get(i), at + "/" + i, depth + 1));
        }
        return new Rule.Choice(rules);
    }

    private static Rule values(JsonNode schema, String at) {
        require(schema, "enum", at, JsonNode::isArray, "a list");
        List<JsonNode> values = new ArrayList<>();
        (schema.has("enum") ? schema.get("enum") : List.of(schema.get("const"))).forEach(values::add);
        if (values.size() > MOST_VALUES) {
            throw new IllegalArgumentException(
                    at + " names " + values.size() + " values; " + MOST_VALUES + " are supported");
        }
        values.removeIf(value -> (schema.has("const") && !value.equals(schema.get("const")))
                || (schema.has("type") && !isOfType(value, schema.get("type"))));
        if (values.isEmpty()) {
            throw new IllegalArgumentException(at + " leaves no value");
        }
        return new Rule.Choice(values.stream()
                .distinct()
                .map(value -> Expansion.literal(Json.line(value)))
                .toList());
    }

    private static boolean isOfType(JsonNode value, JsonNode type) {
        if (type.isArray()) {
            return type.valueStream().anyMatch(each -> isOfType(value, each));
        }
        return switch (type.asText()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "number" -> value.isNumber();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("there is no type '" + type.asText() + "'");
        };
    }

    /// Refuses a keyword that is there and of another kind than it has to be.
    private static void require(JsonNode schema, String keyword, String at, Predicate<JsonNode> kind, String wanted) {
        if (schema.has(keyword) && !kind.test(schema.get(keyword))) {
            throw new IllegalArgumentException("'" + keyword + "' at " + at + " is not " + wanted);
        }
    }

    private Rule typed(JsonNode schema, String at, int depth) {
        JsonNode type = schema.path("type");
        if (type.isMissingNode()) {
            boolean empty = schema.properties().stream().allMatch(entry -> SILENT.contains(entry.getKey()));
            if (empty) {
                return anything;
            }
            String guessed = schema.has("properties") ? "object" : schema.has("items") ? "array" : "";
            if (guessed.isEmpty()) {
                requireOnly(schema, at, Set.of("type", "properties", "items", "required"));
                throw new IllegalArgumentException(at + " says no 'type'");
            }
            return ofType(guessed, schema, at, depth);
        }
        if (!type.isArray()) {
            return ofType(type.asText(), schema, at, depth);
        }
        List<Rule> rules = new ArrayList<>();
        type.forEach(each -> rules.add(ofType(each.asText(), schema, at, depth)));
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("'type' at " + at + " is empty");
        }
        return new Rule.Choice(rules);
    }

    private Rule ofType(String type, JsonNode schema, String at, int depth) {
        requireOnly(
                schema,
                at,
                Set.of(
                        "type",
                        "properties",
                        "required",
                        "additionalProperties",
                        "items",
                        "minItems",
                        "maxItems",
                        "minLength",
                        "maxLength"));
        return switch (type) {
            case "object" -> object(schema, at, depth);
            case "array" -> array(schema, at, depth);
            case "string" -> Expansion.text(bounds(schema, at, "minLength", "maxLength"));
            case "number" -> Expansion.NUMBER;
            case "integer" -> Expansion.WHOLE_NUMBER;
            case "boolean" -> new Rule.Choice(List.of(Expansion.literal("true"), Expansion.literal("false")));
            case "null" -> Expansion.literal("null");
            default -> throw new IllegalArgumentException("there is no type '" + type + "', as " + at + " has it");
        };
    }

    private static Rule.Bounds bounds(JsonNode schema, String at, String least, String most) {
        int low = schema.has(least) ? count(schema.get(least), at + "/" + least) : 0;
        int high = schema.has(most) ? count(schema.get(most), at + "/" + most) : Integer.MAX_VALUE;
        if (low > high) {
            throw new IllegalArgumentException(at + " has '" + least + "' above '" + most + "'");
        }
        return new Rule.Bounds(low, high);
    }

    private static int count(JsonNode node, String at) {
        if (!node.isIntegralNumber() || node.asLong() < 0 || node.asLong() > 1 << 20) {
            throw new IllegalArgumentException(at + " is not a count of at most " + (1 << 20));
        }
        return node.asInt();
    }

    private Rule array(JsonNode schema, String at, int depth) {
        Rule item = schema.has("items") ? rule(schema.get("items"), at + "/items", depth + 1) : anything;
        return Expansion.array(item, bounds(schema, at, "minItems", "maxItems"));
    }

    private Rule object(JsonNode schema, String at, int depth) {
        require(schema, "properties", at, JsonNode::isObject, "an object");
        require(
                schema,
                "required",
                at,
                names -> names.isArray() && names.valueStream().allMatch(JsonNode::isTextual),
                "a list of names");
        JsonNode others = schema.path("additionalProperties");
        if (!others.isMissingNode() && !(others.isBoolean() && !others.booleanValue())) {
            throw new IllegalArgumentException("'additionalProperties' at " + at + " is supported as false only");
        }
        if (!schema.has("properties")) {
            requireNoOthers(schema, at, Set.of());
            return others.isMissingNode() ? anyObject : Expansion.object(List.of());
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        List<Rule.Member> members = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
            String name = entry.getKey();
            names.add(name);
            byte[] key = (Json.line(name) + ":").getBytes(StandardCharsets.UTF_8);
            Rule value = rule(entry.getValue(), at + "/properties/" + name, depth + 1);
            members.add(new Rule.Member(key, value, required.contains(name)));
        }
        requireNoOthers(schema, at, names);
        return Expansion.object(members);
    }

    private static void requireNoOthers(JsonNode schema, String at, Set<String> names) {
        schema.path("required").forEach(name -> {
            if (!names.contains(name.asText())) {
                throw new IllegalArgumentException(
                        "'required' at " + at + " names '" + name.asText() + "', which is not among its properties");
            }
        });
    }
}
