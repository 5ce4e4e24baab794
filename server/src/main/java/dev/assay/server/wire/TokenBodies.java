package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.model.Prompt;
import java.util.List;
import java.util.Optional;

/// The bodies of requests to `/tokenize` and `/detokenize`.
public final class TokenBodies {
    private static final int MOST_TOKENS = 1 << 20;

    private TokenBodies() {}

    /// A text or a chat to be cut into tokens.
    ///
    /// @param model   by name, where several are served
    /// @param prompt  a text, or a chat through its template
    /// @param special whether a text gets the tokens that the tokenizer puts around texts
    public record Tokenize(Optional<String> model, Prompt prompt, boolean special) {
        /// Reads a body.
        ///
        /// @throws WireProblem if a field is missing, wrong or not supported
        public static Tokenize read(JsonNode body) {
            Fields fields = Fields.of(body);
            Optional<String> text = fields.text("prompt");
            Prompt prompt = text.map(Prompt::text).orElseGet(() -> chat(fields));
            Tokenize read =
                    new Tokenize(fields.text("model"), prompt, fields.flag("add_special_tokens", text.isPresent()));
            if (text.isEmpty() && read.special()) {
                throw WireProblem.field(
                        "add_special_tokens",
                        "invalid_value",
                        "'add_special_tokens' is for a 'prompt'; a chat's template spells all special tokens out.");
            }
            fields.refuseOthers();
            return read;
        }

        private static Prompt chat(Fields fields) {
            if (fields.any("messages").isEmpty()) {
                throw WireProblem.field(
                        "prompt", "missing_required_parameter", "'prompt' is missing, or 'messages' for a chat.");
            }
            return new Prompt.Chat(ChatBody.messages(fields));
        }
    }

    /// Tokens to be put together to a text.
    ///
    /// @param model  by name, where several are served
    /// @param tokens ids
    public record Detokenize(Optional<String> model, int[] tokens) {
        /// Reads a body.
        ///
        /// @throws WireProblem if a field is missing, wrong or not supported
        public static Detokenize read(JsonNode body) {
            Fields fields = Fields.of(body);
            List<JsonNode> all = Fields.elements(fields.required("tokens"), "tokens", MOST_TOKENS);
            Detokenize read = new Detokenize(
                    fields.text("model"),
                    all.stream()
                            .mapToInt(node -> Fields.integer(node, "tokens", 0, Integer.MAX_VALUE))
                            .toArray());
            fields.refuseOthers();
            return read;
        }
    }
}
