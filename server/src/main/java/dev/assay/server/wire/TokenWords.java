package dev.assay.server.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.lm.generate.Generated;
import dev.assay.lm.generate.SequenceEvent;
import dev.assay.lm.tokenizer.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Tokens as the wire says them: text, log-probability, bytes, and the likeliest at their place.
///
/// @param tokenizer of the model
record TokenWords(Tokenizer tokenizer) {
    /// What bounds a log-probability that JSON has no number for.
    private static final double LEAST = -9999;

    /// The text of a token; what is no whole character by itself is replaced, and stands whole in its
    /// bytes.
    String text(int id) {
        return new String(tokenizer.bytes(id), StandardCharsets.UTF_8);
    }

    static double written(double logProbability) {
        return Math.max(LEAST, logProbability);
    }

    /// `{"content": [...], "refusal": null}`, as chats have it.
    ObjectNode content(List<SequenceEvent.Token> tokens) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode content = node.putArray("content");
        for (SequenceEvent.Token token : tokens) {
            ObjectNode each = one(token.id(), token.logProbability());
            content.add(each);
            ArrayNode top = each.putArray("top_logprobs");
            token.top().ifPresent(likeliest -> {
                for (int i = 0; i < likeliest.ids().length; i++) {
                    top.add(one(likeliest.ids()[i], likeliest.logProbabilities()[i]));
                }
            });
        }
        node.putNull("refusal");
        return node;
    }

    private ObjectNode one(int id, double logProbability) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("token", text(id));
        node.put("logprob", written(logProbability));
        ArrayNode bytes = node.putArray("bytes");
        for (byte each : tokenizer.bytes(id)) {
            bytes.add(Byte.toUnsignedInt(each));
        }
        return node;
    }

    /// The likeliest by their text, as completions have it.
    ObjectNode likeliest(Generated.TopTokens top) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < top.ids().length; i++) {
            node.put(text(top.ids()[i]), written(top.logProbabilities()[i]));
        }
        return node;
    }
}
