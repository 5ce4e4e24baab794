package dev.assay.server.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What every piece of an answer begins with.
///
/// @param id      of the answer
/// @param created seconds since 1970
/// @param model   by name
record AnswerHead(String id, long created, String model) {
    ObjectNode node(String object) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", id);
        node.put("object", object);
        node.put("created", created);
        node.put("model", model);
        return node;
    }
}
