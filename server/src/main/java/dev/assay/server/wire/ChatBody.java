package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The body of a request to `/v1/chat/completions`.
///
/// @param generation what it has in common with others
/// @param chat       the messages; a last turn of the assistant is written on
public record ChatBody(GenerationBody generation, Prompt.Chat chat) {
    private static final int MOST_MESSAGES = 2048;

    /// Reads a body.
    ///
    /// @throws WireProblem if a field is missing, wrong or not supported
    public static ChatBody read(JsonNode body) {
        Fields fields = Fields.of(body);
        Prompt.Chat chat = new Prompt.Chat(messages(fields));
        int top = GenerationBody.top(fields, "top_logprobs");
        boolean logprobs = fields.flag("logprobs", false);
        if (top > 0 && !logprobs) {
            throw WireProblem.field("top_logprobs", "invalid_value", "'top_logprobs' needs 'logprobs' to be true.");
        }
        GenerationBody generation = GenerationBody.read(fields, maxTokens(fields), logprobs, top);
        fields.neutral("store", value -> value.isBoolean() && !value.booleanValue());
        fields.neutral("service_tier", value -> List.of("auto", "default").contains(value.asText()));
        fields.neutral("tools", Fields::isEmptyList);
        fields.neutral("functions", Fields::isEmptyList);
        fields.neutral(
                "tool_choice", value -> value.isTextual() && value.textValue().equals("none"));
        fields.neutral("parallel_tool_calls", JsonNode::isBoolean);
        fields.neutral(
                "modalities",
                value -> value.isArray()
                        && value.size() == 1
                        && value.path(0).asText().equals("text"));
        fields.neutral("metadata", value -> value.isObject() && value.isEmpty());
        fields.refuseOthers();
        return new ChatBody(generation, chat);
    }

    private static int maxTokens(Fields fields) {
        OptionalInt current = fields.integer("max_completion_tokens", 1, GenerationBody.ALL);
        OptionalInt former = fields.integer("max_tokens", 1, GenerationBody.ALL);
        if (current.isPresent() && former.isPresent() && current.getAsInt() != former.getAsInt()) {
            throw WireProblem.field(
                    "max_tokens", "invalid_value", "'max_tokens' and 'max_completion_tokens' say different numbers.");
        }
        return current.isPresent() ? current.getAsInt() : former.orElse(GenerationBody.ALL);
    }

    /// The messages of a body.
    static List<Message> messages(Fields fields) {
        List<JsonNode> all = Fields.elements(fields.required("messages"), "messages", MOST_MESSAGES);
        if (all.isEmpty()) {
            throw WireProblem.field("messages", "invalid_value", "'messages' is empty.");
        }
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            messages.add(message(Fields.of(all.get(i), "messages[" + i + "]")));
        }
        return messages;
    }

    private static Message message(Fields fields) {
        String word = fields.requiredText("role");
        // Newer clients call the system's turn so.
        Role role = (word.equals("developer") ? Optional.of(Role.SYSTEM) : Role.of(word))
                .orElseThrow(() -> WireProblem.field(
                        fields.path("role"),
                        "invalid_value",
                        "'" + fields.path("role") + "' is '" + word
                                + "'; it is one of system, developer, user, assistant, tool."));
        String content = content(fields);
        fields.neutral("tool_calls", Fields::isEmptyList);
        fields.neutral("annotations", Fields::isEmptyList);
        fields.neutral(
                "refusal", value -> value.isTextual() && value.textValue().isEmpty());
        fields.refuseOthers();
        return new Message(role, content);
    }

    private static String content(Fields fields) {
        JsonNode content = fields.required("content");
        if (content.isTextual()) {
            return content.textValue();
        }
        String path = fields.path("content");
        List<JsonNode> parts = Fields.elements(content, path, MOST_MESSAGES);
        return IntStream.range(0, parts.size())
                .mapToObj(i -> part(Fields.of(parts.get(i), path + "[" + i + "]")))
                .collect(Collectors.joining());
    }

    private static String part(Fields part) {
        String type = part.requiredText("type");
        if (!type.equals("text")) {
            throw WireProblem.field(
                    part.path("type"),
                    "unsupported_value",
                    "Only parts of type 'text' are supported, not '" + type + "'.");
        }
        String text = part.requiredText("text");
        part.refuseOthers();
        return text;
    }
}
