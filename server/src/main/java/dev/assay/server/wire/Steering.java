package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/// What the `assay` object of a request asks for beyond the OpenAI format; all of it absent unless
/// asked.
///
/// @param firstToken  the token, by id or spelling, that the answer begins with
/// @param firstBias   added to the logits where the answer begins, by id
/// @param hiddenState whether the last hidden state where the answer begins is given back
/// @param adapter     whether the adapter of the model that was named is on
public record Steering(
        Optional<JsonNode> firstToken, Map<Integer, Double> firstBias, boolean hiddenState, boolean adapter) {
    private static final Steering NONE = new Steering(Optional.empty(), Map.of(), false, true);

    public Steering {
        firstBias = Map.copyOf(firstBias);
    }

    /// @param bound whether the answer is bound to a grammar
    static Steering read(Fields body, boolean bound) {
        Optional<Fields> own = body.object("assay");
        if (own.isEmpty()) {
            return NONE;
        }
        Fields fields = own.get();
        Optional<JsonNode> force = fields.any("first_token");
        force.filter(node -> !node.isTextual() && !node.isIntegralNumber()).ifPresent(node -> {
            throw Fields.wrongType(fields.path("first_token"), "a token's id or spelling");
        });
        if (force.isPresent() && bound) {
            throw WireProblem.field(
                    fields.path("first_token"),
                    "invalid_value",
                    "'assay.first_token' cannot go with 'response_format', which says what an answer begins with.");
        }
        Steering steering = new Steering(
                force,
                SamplingFields.bias(fields, "first_token_logit_bias"),
                fields.flag("hidden_state", false),
                fields.flag("adapter", true));
        fields.refuseOthers();
        return steering;
    }
}
