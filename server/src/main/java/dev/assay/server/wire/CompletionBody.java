package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The body of a request to `/v1/completions`.
///
/// @param generation what it has in common with others
/// @param prompts    to be continued, each `choices` times
/// @param echo       whether the prompt is given back before its continuation, with log-probabilities
///     if asked for
/// @param writes     whether anything is to be written after it
public record CompletionBody(GenerationBody generation, List<Given> prompts, boolean echo, boolean writes) {
    private static final int MOST_PROMPTS = 2048;
    private static final int MOST_IDS = 1 << 20;
    private static final int DEFAULT_TOKENS = 16;

    /// A text or its ids.
    public sealed interface Given {
        /// A text.
        record Text(String text) implements Given {}

        /// The ids of one.
        record Ids(int[] ids) implements Given {}
    }

    public CompletionBody {
        prompts = List.copyOf(prompts);
    }

    /// Reads a body.
    ///
    /// @throws WireProblem if a field is missing, wrong or not supported
    public static CompletionBody read(JsonNode body) {
        Fields fields = Fields.of(body);
        List<Given> prompts = given(fields.required("prompt"), "prompt");
        boolean echo = fields.flag("echo", false);
        OptionalInt top = fields.integer("logprobs", 0, 20);
        int maxTokens =
                fields.integer("max_tokens", echo ? 0 : 1, GenerationBody.ALL).orElse(DEFAULT_TOKENS);
        GenerationBody generation = GenerationBody.read(fields, Math.max(1, maxTokens), top.isPresent(), top.orElse(0));
        if (echo && generation.stream()) {
            throw WireProblem.field("echo", "unsupported_parameter", "'echo' is not supported with 'stream'.");
        }
        fields.neutral("best_of", value -> value.isIntegralNumber() && value.asInt() == generation.choices());
        fields.neutral("suffix", value -> value.isTextual() && value.textValue().isEmpty());
        fields.refuseOthers();
        return new CompletionBody(generation, prompts, echo, maxTokens > 0);
    }

    /// Texts or ids, one or many.
    static List<Given> given(JsonNode node, String path) {
        if (node.isTextual()) {
            return List.of(new Given.Text(node.textValue()));
        }
        List<JsonNode> all = Fields.elements(node, path, MOST_IDS);
        if (all.isEmpty()) {
            throw WireProblem.field(path, "invalid_value", "'" + path + "' is empty.");
        }
        if (all.getFirst().isIntegralNumber()) {
            return List.of(ids(all, path));
        }
        if (all.size() > MOST_PROMPTS) {
            throw Fields.outside(path, all.size() + " texts", "1", MOST_PROMPTS + "");
        }
        List<Given> many = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String own = path + "[" + i + "]";
            JsonNode each = all.get(i);
            many.add(
                    each.isTextual()
                            ? new Given.Text(each.textValue())
                            : ids(Fields.elements(each, own, MOST_IDS), own));
        }
        return many;
    }

    private static Given ids(List<JsonNode> all, String path) {
        if (all.isEmpty()) {
            throw WireProblem.field(path, "invalid_value", "'" + path + "' is empty.");
        }
        return new Given.Ids(IntStream.range(0, all.size())
                .map(i -> Fields.integer(all.get(i), path + "[" + i + "]", 0, Integer.MAX_VALUE))
                .toArray());
    }
}
