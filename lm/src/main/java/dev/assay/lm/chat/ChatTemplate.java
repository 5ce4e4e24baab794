package dev.assay.lm.chat;

import dev.assay.base.AssayException;
import dev.assay.lm.chat.jinja.JinjaException;
import dev.assay.lm.chat.jinja.JinjaTemplate;
import dev.assay.lm.chat.jinja.Rendered;
import dev.assay.lm.chat.jinja.Value;
import dev.assay.lm.tokenizer.Encoding;
import dev.assay.lm.tokenizer.Tokenizer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// Turns conversations into the text that a model was trained on.
///
/// Renders a model's Jinja template exactly as Hugging Face's `apply_chat_template` does. Templates are
/// untrusted: they are interpreted within bounds and reach nothing but the messages and variables. Immutable;
/// for many threads.
public final class ChatTemplate {
    /// Ends each message with `<|im_end|>`; what many models without a template of their own were trained with.
    private static final String CHAT_ML = """
            {%- for message in messages %}
                {%- if message.role not in ['system', 'user', 'assistant', 'tool'] %}
                    {{- raise_exception('ChatML is for the roles system, user, assistant and tool') }}
                {%- endif %}
                {{- '<|im_start|>' + message.role + '\\n' }}
                {%- if message.role == 'assistant' %}
                    {%- generation %}{{ message.content + '<|im_end|>' }}{% endgeneration %}
                {%- else %}
                    {{- message.content + '<|im_end|>' }}
                {%- endif %}
                {{- '\\n' }}
            {%- endfor %}
            {%- if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}
            """;

    private static final String PLAIN = """
            {%- for message in messages %}
                {%- if message.role == 'system' %}
                    {{- message.content + '\\n\\n' }}
                {%- elif message.role == 'user' %}
                    {{- 'User: ' + message.content + '\\n' }}
                {%- elif message.role == 'assistant' %}
                    {{- 'Assistant:' }}
                    {%- generation %}{{ ' ' + message.content + (eos_token or '\\n') }}{% endgeneration %}
                    {{- '\\n' if eos_token }}
                {%- else %}
                    {{- raise_exception('the plain form is for the roles system, user and assistant') }}
                {%- endif %}
            {%- endfor %}
            {%- if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}
            """;

    private final JinjaTemplate template;
    private final String where;
    private final Map<String, Value> variables;
    private final Set<String> marks;
    private final Clock clock;

    private ChatTemplate(
            JinjaTemplate template, String where, Map<String, Value> variables, Set<String> marks, Clock clock) {
        this.template = template;
        this.where = where;
        this.variables = variables;
        this.marks = marks;
        this.clock = clock;
    }

    /// Parses a template.
    ///
    /// @param where names it in problems
    /// @throws AssayException `ASSAY-4044` if it is not valid
    public static ChatTemplate parse(String jinja, String where) {
        try {
            return new ChatTemplate(JinjaTemplate.parse(jinja), where, Map.of(), Set.of(), Clock.systemDefaultZone());
        } catch (JinjaException fault) {
            throw ChatRefusal.of(fault, where);
        }
    }

    /// The template of a model folder.
    ///
    /// Read from `chat_template.jinja`, else from `chat_template` in `tokenizer_config.json` (of several, the one
    /// named `default`). A model without one gets [#chatMl()] if its tokenizer has `<|im_start|>` and `<|im_end|>`,
    /// else [#plain()].
    ///
    /// @throws AssayException `ASSAY-4044` if the template or its file cannot be read
    public static ChatTemplate open(Path folder, Tokenizer tokenizer) {
        Map<String, String> templates = TemplateFiles.read(folder);
        String source = templates.get("default");
        if (source != null) {
            return parse(source, folder + ", chat template").withTokensOf(tokenizer);
        }
        if (!templates.isEmpty()) {
            throw ChatRefusal.noSuchTemplate("default", templates.keySet(), folder.toString());
        }
        boolean chatMl = tokenizer.id("<|im_start|>").isPresent()
                && tokenizer.id("<|im_end|>").isPresent();
        return (chatMl ? chatMl() : plain()).withTokensOf(tokenizer);
    }

    /// A template of a model folder that has several, such as `tool_use`.
    ///
    /// @throws AssayException `ASSAY-2041` if there is none of this name, `ASSAY-4044` if it cannot be read
    public static ChatTemplate open(Path folder, Tokenizer tokenizer, String name) {
        Map<String, String> templates = TemplateFiles.read(folder);
        String source = templates.get(name);
        if (source == null) {
            throw ChatRefusal.noSuchTemplate(name, templates.keySet(), folder.toString());
        }
        return parse(source, folder + ", chat template " + name).withTokensOf(tokenizer);
    }

    /// ChatML: `<|im_start|>role`, a line feed, the content, `<|im_end|>`, a line feed.
    public static ChatTemplate chatMl() {
        return parse(CHAT_ML, "the built-in ChatML template");
    }

    /// The plain form: the system's text and an empty line, `User: ...` and `Assistant: ...` on lines of their own,
    /// each answer followed by the end-of-sequence token where the tokenizer has one.
    public static ChatTemplate plain() {
        return parse(PLAIN, "the built-in plain template");
    }

    /// The same with a tokenizer's `bos_token`, `eos_token` and `pad_token`, and its special tokens as ends of
    /// turns.
    public ChatTemplate withTokensOf(Tokenizer tokenizer) {
        Map<String, Value> all = new HashMap<>(variables);
        putToken(all, "bos_token", tokenizer.bos(), tokenizer);
        putToken(all, "eos_token", tokenizer.eos(), tokenizer);
        putToken(all, "pad_token", tokenizer.pad(), tokenizer);
        Set<String> special = new TreeSet<>();
        tokenizer.specialIds().forEach(id -> special.add(tokenizer.token(id)));
        return new ChatTemplate(template, where, Map.copyOf(all), Set.copyOf(special), clock);
    }

    private static void putToken(Map<String, Value> all, String name, OptionalInt id, Tokenizer tokenizer) {
        id.ifPresent(present -> all.put(name, Value.of(tokenizer.token(present))));
    }

    /// The same with a variable that the template may use, such as `tools` or `enable_thinking`.
    ///
    /// @param value text, a number, a truth value, or lists and maps of these
    /// @throws IllegalArgumentException for another kind of value
    public ChatTemplate withVariable(String name, Object value) {
        Map<String, Value> all = new HashMap<>(variables);
        all.put(name, Value.from(value));
        return new ChatTemplate(template, where, Map.copyOf(all), marks, clock);
    }

    /// The same with another clock, for templates that show the date.
    public ChatTemplate withClock(Clock other) {
        return new ChatTemplate(template, where, variables, marks, other);
    }

    /// The text of a conversation.
    ///
    /// @param addGenerationPrompt whether the beginning of the assistant's next turn follows
    /// @throws AssayException `ASSAY-4045` if the template refuses the conversation, `ASSAY-4046` if it fails,
    ///     `ASSAY-4048` if it has no place for a role
    public String render(List<ChatMessage> messages, boolean addGenerationPrompt) {
        checkRoles(messages);
        return run(messages, addGenerationPrompt).text();
    }

    /// The special token with which the template ends an assistant's turn, where it does so with one: whatever else
    /// the folder says, an answer ends there.
    public Set<Integer> endsOfTurn(Tokenizer tokenizer) {
        try {
            RenderedChat chat = renderAnswers(List.of(new ChatMessage("user", "a"), new ChatMessage("assistant", "b")));
            Encoding encoding = tokenizer.encoding(chat.text(), false);
            boolean[] answer = chat.answerTokens(encoding);
            for (int i = answer.length - 1; i >= 0; i--) {
                if (answer[i]) {
                    int last = encoding.ids()[i];
                    return tokenizer.specialIds().contains(last) ? Set.of(last) : Set.of();
                }
            }
            return Set.of();
        } catch (AssayException e) {
            // A template may refuse this little conversation and still serve others.
            return Set.of();
        }
    }

    /// The text of a conversation for training, with the assistant's answers marked.
    ///
    /// Marked is what stands inside `{% generation %}`, where the template has that. Otherwise an answer is what
    /// the text gains, over the conversation before it with the generation prompt, when the answer is added; and
    /// where the template shows earlier answers in another way than the last, what changes with the answer's
    /// content, together with the special token that follows. White space after the end of a turn is not part of
    /// the answer.
    ///
    /// @throws AssayException as for [#render(List, boolean)]; `ASSAY-4047` if an answer cannot be found
    public RenderedChat renderAnswers(List<ChatMessage> messages) {
        checkRoles(messages);
        Rendered whole = run(messages, false);
        return new RenderedChat(whole.text(), new AnswerSearch(this, messages, whole, marks, where).answers());
    }

    Rendered run(List<ChatMessage> messages, boolean addGenerationPrompt) {
        Map<String, Value> all = new HashMap<>(variables);
        all.put(
                "messages",
                Value.list(messages.stream().map(ChatTemplate::value).toList()));
        all.put("add_generation_prompt", Value.of(addGenerationPrompt));
        try {
            return template.render(all, () -> ZonedDateTime.now(clock));
        } catch (JinjaException fault) {
            throw ChatRefusal.of(fault, where);
        }
    }

    private static Value value(ChatMessage message) {
        Map<Value, Value> fields = new LinkedHashMap<>();
        fields.put(Value.of("role"), Value.of(message.role()));
        fields.put(Value.of("content"), Value.of(message.content()));
        return new Value.Mapping(fields);
    }

    /// A role that the template never mentions, or a message that it leaves out, would be lost in silence.
    private void checkRoles(List<ChatMessage> messages) {
        for (int i = 0; i < messages.size(); i++) {
            String role = messages.get(i).role();
            boolean common = Set.of("system", "user", "assistant", "tool").contains(role);
            if (!common && !template.strings().contains(role)) {
                throw ChatRefusal.unknownRole(i, role, where);
            }
        }
        int lost = AnswerSearch.lost(this, messages);
        if (lost >= 0) {
            throw ChatRefusal.unknownRole(lost, messages.get(lost).role(), where);
        }
    }
}
