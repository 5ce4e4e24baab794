package dev.assay.server.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.lm.generate.Generated;
import dev.assay.lm.generate.SequenceEvent;

/// The `logprobs` object of a completion, filled token by token.
final class CompletionLogprobs {
    private final TokenWords words;
    private final ObjectNode node = JsonNodeFactory.instance.objectNode();
    private final ArrayNode tokens = node.putArray("tokens");
    private final ArrayNode logProbabilities = node.putArray("token_logprobs");
    private final ArrayNode top = node.putArray("top_logprobs");
    private final ArrayNode offsets = node.putArray("text_offset");
    private int offset;

    /// @param offset characters of text before the first token
    CompletionLogprobs(TokenWords words, int offset) {
        this.words = words;
        this.offset = offset;
    }

    /// Adds a token of which nothing is known.
    void addFirst(int id) {
        begin(id);
        logProbabilities.addNull();
        top.addNull();
    }

    void add(SequenceEvent.Token token) {
        begin(token.id());
        logProbabilities.add(TokenWords.written(token.logProbability()));
        token.top().ifPresentOrElse(likeliest -> top.add(withChosen(likeliest, token)), top::addNull);
    }

    /// The likeliest, and the chosen one where it is not among them.
    private ObjectNode withChosen(Generated.TopTokens likeliest, SequenceEvent.Token token) {
        ObjectNode all = words.likeliest(likeliest);
        String chosen = words.text(token.id());
        if (!all.has(chosen)) {
            all.put(chosen, TokenWords.written(token.logProbability()));
        }
        return all;
    }

    private void begin(int id) {
        String text = words.text(id);
        tokens.add(text);
        offsets.add(offset);
        offset += text.length();
    }

    /// Characters up to where the next token begins.
    int offset() {
        return offset;
    }

    ObjectNode node() {
        return node;
    }
}
