package dev.assay.lm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.Problem;
import dev.assay.lm.chat.jinja.JinjaException;
import dev.assay.lm.chat.jinja.JinjaTemplate;
import dev.assay.lm.chat.jinja.Rendered;
import dev.assay.lm.chat.jinja.Value;
import dev.assay.lm.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How a model writes a conversation: the Jinja template of its folder.
///
/// The template is untrusted input: it runs in an interpreter that reaches nothing but the messages, with
/// bounded steps and output.
public final class ChatTemplate {
    private static final long MOST_BYTES = 1 << 20;
    private static final String CHAT_ML =
            "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
                    + "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
    private static final String PLAIN =
            "{% for message in messages %}{{ message['role'] | capitalize }}: {{ message['content'] }}"
                    + "{% if message['role'] == 'assistant' %}{{ eos_token }}{% endif %}\n{% endfor %}"
                    + "{% if add_generation_prompt %}Assistant:{% endif %}";

    private final String source;
    private final JinjaTemplate template;
    private final Map<String, Value> names;

    private ChatTemplate(String source, String text, Map<String, Value> names) {
        this.source = source;
        this.names = Map.copyOf(names);
        try {
            this.template = JinjaTemplate.parse(text);
        } catch (JinjaException e) {
            throw new AssayException(
                    new Problem(
                            "ASSAY-4048",
                            "The chat template cannot be read: " + e.reason() + ".",
                            source + ", line " + e.line() + " of the template",
                            "fetch the model's tokenizer_config.json or chat_template.jinja again"),
                    e);
        }
    }

    /// The template of a model's folder: `chat_template.jinja`, or `chat_template` in `tokenizer_config.json`
    /// (the one named `default` where there are several).
    ///
    /// A folder without one gets the ChatML form if the tokenizer has its tokens, and else the plain form `User:
    /// ...`, `Assistant: ...`, a line for each message.
    ///
    /// @throws AssayException `ASSAY-4048` if the template cannot be read
    public static ChatTemplate open(Path folder, Tokenizer tokenizer) {
        Path config = folder.resolve("tokenizer_config.json");
        JsonNode node = Files.isRegularFile(config) ? Json.tree(config) : MissingNode.getInstance();
        Map<String, Value> names = specialTokens(node);
        Path file = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(file)) {
            return new ChatTemplate(file.toString(), text(file), names);
        }
        String inline = inline(node.path("chat_template"));
        if (!inline.isEmpty()) {
            return new ChatTemplate(config.toString(), inline, names);
        }
        boolean chatMl = tokenizer.id("<|im_start|>").isPresent()
                && tokenizer.id("<|im_end|>").isPresent();
        names.putIfAbsent(
                "eos_token",
                Value.of(
                        tokenizer.eos().isPresent()
                                ? tokenizer.token(tokenizer.eos().getAsInt())
                                : ""));
        return new ChatTemplate("the form for models without a template", chatMl ? CHAT_ML : PLAIN, names);
    }

    /// The ChatML form.
    public static ChatTemplate chatMl() {
        return new ChatTemplate("ChatML", CHAT_ML, Map.of());
    }

    private static String text(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw AssayException.of(
                        "ASSAY-4048",
                        "The chat template is larger than " + MOST_BYTES + " bytes.",
                        file.toString(),
                        "fetch the model's files again");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssayException(
                    new Problem(
                            "ASSAY-4048",
                            "The chat template cannot be read: " + e.getClass().getSimpleName() + ".",
                            file.toString(),
                            "fetch the model's files again"),
                    e);
        }
    }

    private static String inline(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        String first = "";
        for (JsonNode named : node) {
            String text = named.path("template").asText("");
            if (named.path("name").asText("").equals("default")) {
                return text;
            }
            first = first.isEmpty() ? text : first;
        }
        return first;
    }

    private static Map<String, Value> specialTokens(JsonNode config) {
        Map<String, Value> names = new HashMap<>();
        for (String name : List.of("bos_token", "eos_token", "pad_token", "unk_token")) {
            JsonNode node = config.path(name);
            String text =
                    node.isTextual() ? node.asText() : node.path("content").asText("");
            if (!text.isEmpty()) {
                names.put(name, Value.of(text));
            }
        }
        return names;
    }

    /// The conversation as text, with the places of the assistant's words.
    ///
    /// @param addGenerationPrompt whether to end with what begins an answer
    /// @throws AssayException `ASSAY-4049` if the template refuses the messages, `ASSAY-4047` if the places of the
    ///     answers cannot be told
    public RenderedChat render(List<ChatMessage> messages, boolean addGenerationPrompt) {
        Rendered whole = rendered(messages, addGenerationPrompt);
        return new RenderedChat(whole.text(), answers(messages, whole));
    }

    /// The conversation as text.
    ///
    /// @param addGenerationPrompt whether to end with what begins an answer
    /// @throws AssayException `ASSAY-4049` if the template refuses the messages
    public String text(List<ChatMessage> messages, boolean addGenerationPrompt) {
        return rendered(messages, addGenerationPrompt).text();
    }

    private Rendered rendered(List<ChatMessage> messages, boolean addGenerationPrompt) {
        List<Map<String, String>> plain = messages.stream()
                .map(m -> {
                    Map<String, String> fields = new LinkedHashMap<>();
                    fields.put("role", m.role());
                    fields.put("content", m.content());
                    return fields;
                })
                .toList();
        Map<String, Value> variables = new HashMap<>(names);
        variables.put("messages", Value.from(plain));
        variables.put("add_generation_prompt", Value.of(addGenerationPrompt));
        try {
            return template.render(variables, ZonedDateTime::now);
        } catch (JinjaException e) {
            throw new AssayException(
                    new Problem(
                            "ASSAY-4049",
                            "The chat template refuses the messages: " + e.reason(),
                            source + ", line " + e.line() + " of the template; roles "
                                    + messages.stream().map(ChatMessage::role).toList(),
                            "bring the messages into the order and roles that the model was trained with"),
                    e);
        }
    }

    private List<RenderedChat.Span> answers(List<ChatMessage> messages, Rendered whole) {
        if (!whole.generations().isEmpty()) {
            return whole.generations().stream()
                    .map(s -> new RenderedChat.Span(s.start(), s.end()))
                    .toList();
        }
        List<RenderedChat.Span> spans = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).role().equals("assistant")) {
                String before = prefix(messages.subList(0, i), true, whole.text(), i);
                String after = prefix(messages.subList(0, i + 1), false, whole.text(), i);
                spans.add(new RenderedChat.Span(
                        before.length(), after.stripTrailing().length()));
            }
        }
        return spans;
    }

    private String prefix(List<ChatMessage> messages, boolean addGenerationPrompt, String whole, int index) {
        String text = rendered(messages, addGenerationPrompt).text();
        if (!whole.startsWith(text)) {
            throw AssayException.of(
                    "ASSAY-4047",
                    "Where the assistant's words begin and end cannot be told: the template writes the first messages"
                            + " differently when more follow.",
                    source + ", message " + (index + 1),
                    "mark the assistant's words in the template with {% generation %} and {% endgeneration %}, or"
                            + " train on conversations of one turn");
        }
        return text;
    }
}
