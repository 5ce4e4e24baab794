package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.model.Sampling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads how tokens are chosen.
final class SamplingFields {
    private static final int MOST_STOPS = 16;
    private static final int MOST_STOP_CHARACTERS = 1000;
    private static final int MOST_BIASES = 1024;

    private SamplingFields() {}

    /// @param maxTokens   at least 1
    /// @param topLogprobs the likeliest tokens that are told of
    static Sampling read(Fields fields, int maxTokens, int topLogprobs) {
        return new Sampling(
                fields.number("temperature", 0, 2).orElse(1),
                fields.integer("top_k", 0, Integer.MAX_VALUE).orElse(0),
                positive(fields, "top_p", 1),
                fields.number("min_p", 0, 1).orElse(0),
                positive(fields, "repetition_penalty", 100),
                fields.number("presence_penalty", -2, 2).orElse(0),
                fields.number("frequency_penalty", -2, 2).orElse(0),
                bias(fields, "logit_bias"),
                stops(fields),
                maxTokens,
                seed(fields),
                topLogprobs);
    }

    private static double positive(Fields fields, String name, double high) {
        double value = fields.number(name, 0, high).orElse(1);
        if (value == 0) {
            throw WireProblem.field(
                    fields.path(name),
                    "value_out_of_range",
                    "'" + fields.path(name) + "' is 0; it is above 0 and at most " + Fields.plain(high) + ".");
        }
        return value;
    }

    private static OptionalLong seed(Fields fields) {
        return fields.whole("seed");
    }

    private static List<String> stops(Fields fields) {
        Optional<JsonNode> stop = fields.any("stop");
        if (stop.isEmpty()) {
            return List.of();
        }
        List<JsonNode> all =
                stop.get().isTextual() ? List.of(stop.get()) : Fields.elements(stop.get(), "stop", MOST_STOPS);
        return all.stream().map(SamplingFields::stop).toList();
    }

    private static String stop(JsonNode node) {
        if (!node.isTextual()) {
            throw Fields.wrongType("stop", "a string or an array of strings");
        }
        String text = node.textValue();
        if (text.isEmpty() || text.length() > MOST_STOP_CHARACTERS) {
            throw Fields.outside(
                    "stop", "a text of " + text.length() + " characters", "1 character", MOST_STOP_CHARACTERS + "");
        }
        return text;
    }

    /// A bias for each of some tokens.
    static Map<Integer, Double> bias(Fields fields, String name) {
        Map<Integer, Double> all = new LinkedHashMap<>();
        Optional<Fields> object = fields.object(name);
        if (object.isEmpty()) {
            return all;
        }
        List<String> names = object.get().names();
        if (names.size() > MOST_BIASES) {
            throw Fields.outside(fields.path(name), names.size() + " tokens", "0", MOST_BIASES + "");
        }
        for (String id : names) {
            all.put(
                    tokenId(id, fields.path(name)),
                    object.get().number(id, -100, 100).orElse(0));
        }
        return all;
    }

    private static int tokenId(String id, String path) {
        try {
            int number = Integer.parseInt(id);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a negative one.
        }
        throw WireProblem.field(path, "invalid_token", "'" + id + "' in '" + path + "' is not a token's id.");
    }
}
