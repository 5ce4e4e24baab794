package dev.assay.vtune.plant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.Json;
import java.util.TreeMap;

/// JSON that is written in one way only: keys in order of their characters, no blanks.
final class CanonicalJson {
    private CanonicalJson() {}

    static String of(JsonNode node) {
        return Json.line(ordered(node));
    }

    private static JsonNode ordered(JsonNode node) {
        if (node.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), ordered(field.getValue())));
            ObjectNode all = JsonNodeFactory.instance.objectNode();
            fields.forEach(all::set);
            return all;
        }
        if (node.isArray()) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> all.add(ordered(each)));
            return all;
        }
        return node;
    }
}
