package dev.assay.lm.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import dev.assay.lm.tokenizer.Encoding;
import dev.assay.lm.tokenizer.Fixtures;
import dev.assay.lm.tokenizer.SharedData;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.lm.tokenizer.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Formats as their makers document them; the templates are written for these tests.
class ChatTemplateTest {
    private static final List<ChatMessage> TALK = List.of(
            ChatMessage.system("Be brief."),
            ChatMessage.user(" 2+2? "),
            ChatMessage.assistant("4"),
            ChatMessage.user("3+3?"),
            ChatMessage.assistant("6 "));

    private static final String LLAMA2 = """
            {%- if messages[0].role == 'system' %}
                {%- set rest = messages[1:] %}
                {%- set system = '<<SYS>>\\n' ~ messages[0].content ~ '\\n<</SYS>>\\n\\n' %}
            {%- else %}
                {%- set rest = messages %}
                {%- set system = '' %}
            {%- endif %}
            {%- for message in rest %}
                {%- if (message.role == 'user') != (loop.index0 % 2 == 0) %}
                    {{- raise_exception('User and assistant must take turns') }}
                {%- endif %}
                {%- if message.role == 'user' %}
                    {{- bos_token + '[INST] ' + ((system if loop.first else '') + message.content).strip() + ' [/INST]' }}
                {%- else %}
                    {{- ' ' + message.content.strip() + ' ' + eos_token }}
                {%- endif %}
            {%- endfor %}""";

    private static final String LLAMA3 = """
            {%- for message in messages %}
                {%- set turn = '<|start_header_id|>' + message['role'] + '<|end_header_id|>\\n\\n'
                        + message['content'] | trim + '<|eot_id|>' %}
                {{- (bos_token if loop.index0 == 0 else '') + turn }}
            {%- endfor %}
            {%- if add_generation_prompt %}{{ '<|start_header_id|>assistant<|end_header_id|>\\n\\n' }}{% endif %}""";

    private static final String GEMMA = """
            {{- bos_token }}
            {%- if messages[0].role == 'system' %}{{ raise_exception('There is no role for a system') }}{% endif %}
            {%- for message in messages %}
                {%- set role = 'model' if message.role == 'assistant' else message.role %}
                {{- '<start_of_turn>' + role + '\\n' + message.content | trim + '<end_of_turn>\\n' }}
            {%- endfor %}
            {%- if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}""";

    private static final String ZEPHYR = """
            {% for message in messages %}
            {% if message['role'] in ['user', 'system', 'assistant'] %}
            {{ '<|' + message['role'] + '|>\\n' + message['content'] + eos_token }}
            {% endif %}
            {% if loop.last and add_generation_prompt %}
            {{ '<|assistant|>' }}
            {% endif %}
            {% endfor %}""";

    private static final String PHI3 = """
            {% for message in messages %}{{ '<|' + message.role + '|>\\n' + message.content + '<|end|>\\n' }}{% endfor %}
            {%- if add_generation_prompt %}{{ '<|assistant|>\\n' }}{% else %}{{ eos_token }}{% endif %}""";

    @TempDir
    Path folder;

    @Test
    void chat_ml_frames_each_message() {
        assertThat(ChatTemplate.chatMl().render(TALK.subList(0, 2), true))
                .isEqualTo("<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\n 2+2? <|im_end|>\n"
                        + "<|im_start|>assistant\n");
        assertThat(answers(ChatTemplate.chatMl(), TALK)).containsExactly("4<|im_end|>", "6 <|im_end|>");
    }

    @Test
    void the_plain_form_puts_each_turn_on_its_line() {
        assertThat(ChatTemplate.plain().render(TALK.subList(0, 3), false))
                .isEqualTo("Be brief.\n\nUser:  2+2? \nAssistant: 4\n");
        assertThat(answers(ChatTemplate.plain(), TALK)).containsExactly(" 4\n", " 6 \n");
        ChatTemplate ended = ChatTemplate.plain().withVariable("eos_token", "</s>");
        assertThat(ended.render(TALK.subList(1, 3), true)).isEqualTo("User:  2+2? \nAssistant: 4</s>\nAssistant:");
        assertThat(answers(ended, TALK)).containsExactly(" 4</s>", " 6 </s>");
    }

    @Test
    void llama_2_puts_the_system_into_the_first_instruction() {
        ChatTemplate template = template(LLAMA2);
        assertThat(template.render(TALK, false))
                .isEqualTo("<s>[INST] <<SYS>>\nBe brief.\n<</SYS>>\n\n 2+2? [/INST] 4 </s>"
                        + "<s>[INST] 3+3? [/INST] 6 </s>");
        assertThat(answers(template, TALK)).containsExactly(" 4 </s>", " 6 </s>");
    }

    @Test
    void llama_3_trims_what_is_said() {
        ChatTemplate template = template(LLAMA3);
        assertThat(template.render(TALK.subList(1, 3), true))
                .isEqualTo("<s><|start_header_id|>user<|end_header_id|>\n\n2+2?<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n4<|eot_id|>"
                        + "<|start_header_id|>assistant<|end_header_id|>\n\n");
        assertThat(answers(template, TALK)).containsExactly("4<|eot_id|>", "6<|eot_id|>");
    }

    @Test
    void gemma_calls_the_assistant_model() {
        ChatTemplate template = template(GEMMA);
        assertThat(template.render(TALK.subList(1, 3), true))
                .isEqualTo("<s><start_of_turn>user\n2+2?<end_of_turn>\n<start_of_turn>model\n4<end_of_turn>\n"
                        + "<start_of_turn>model\n");
        assertThat(answers(template, TALK.subList(1, 5))).containsExactly("4<end_of_turn>", "6<end_of_turn>");
    }

    @Test
    void zephyr_leaves_a_line_feed_after_each_turn() {
        ChatTemplate template = template(ZEPHYR);
        assertThat(template.render(TALK.subList(0, 3), true))
                .isEqualTo("<|system|>\nBe brief.</s>\n<|user|>\n 2+2? </s>\n<|assistant|>\n4</s>\n<|assistant|>\n");
        assertThat(answers(template, TALK)).containsExactly("4</s>", "6 </s>");
    }

    @Test
    void a_template_that_ends_the_text_in_its_own_way_still_shows_each_answer() {
        ChatTemplate template = template(PHI3);
        assertThat(template.render(TALK.subList(1, 3), false))
                .isEqualTo("<|user|>\n 2+2? <|end|>\n<|assistant|>\n4<|end|>\n</s>");
        List<String> answers = answers(template, TALK);
        assertThat(answers.getFirst()).isEqualTo("4");
        assertThat(answers.getLast()).startsWith("6 <|end|>");
    }

    @Test
    void an_earlier_answer_that_is_shown_shortened_is_found_by_its_content() {
        ChatTemplate template = template("""
                {%- for m in messages %}{{ '<' + m.role + '>' }}
                    {%- if m.role == 'assistant' and not loop.last %}{{ m.content.split('</think>')[-1] }}
                    {%- else %}{{ m.content }}{% endif %}{{ '\\n' }}
                {%- endfor %}
                {%- if add_generation_prompt %}{{ '<assistant>' }}{% endif %}""");
        List<ChatMessage> talk = List.of(
                ChatMessage.user("a"),
                ChatMessage.assistant("hm</think>b"),
                ChatMessage.user("c"),
                ChatMessage.assistant("oh</think>d"));
        assertThat(template.render(talk, false)).isEqualTo("<user>a\n<assistant>b\n<user>c\n<assistant>oh</think>d\n");
        assertThat(answers(template, talk)).containsExactly("b", "oh</think>d\n");
    }

    @Test
    void an_answer_that_the_template_hides_is_a_problem() {
        ChatTemplate template =
                template("{{ messages|length }}{% for m in messages %}{{ m.content|length }}{% endfor %}");
        problem("ASSAY-4047", () -> template.renderAnswers(TALK.subList(1, 5)));
    }

    @Test
    void a_wrong_order_of_turns_gives_the_templates_own_words() {
        problem("ASSAY-4045", () -> template(LLAMA2).render(List.of(ChatMessage.assistant("I begin")), false))
                .hasMessageContaining("User and assistant must take turns")
                .hasMessageContaining("line ");
        problem("ASSAY-4045", () -> template(GEMMA).render(TALK, false))
                .hasMessageContaining("There is no role for a system");
    }

    @Test
    void a_role_without_a_place_in_the_template_is_refused() {
        List<ChatMessage> talk = List.of(ChatMessage.user("a"), new ChatMessage("critic", "b"));
        problem("ASSAY-4048", () -> template(LLAMA3).render(talk, false))
                .hasMessageContaining("critic")
                .hasMessageContaining("message 2");
        List<ChatMessage> tool = List.of(ChatMessage.user("a"), new ChatMessage("tool", "b"));
        problem("ASSAY-4048", () -> template(ZEPHYR).render(tool, false)).hasMessageContaining("tool");
    }

    @Test
    void a_role_that_the_template_names_is_welcome() {
        ChatTemplate template = template(
                "{% for m in messages %}{% if m.role == 'critic' %}!{% endif %}" + "{{ m.content }}{% endfor %}");
        assertThat(template.render(List.of(ChatMessage.user("a"), new ChatMessage("critic", "b")), false))
                .isEqualTo("a!b");
    }

    @Test
    void damaged_templates_and_failures_say_where() {
        problem("ASSAY-4044", () -> ChatTemplate.parse("{% for %}", "here")).hasMessageContaining("here, line 1");
        problem("ASSAY-4046", () -> template("\n\n{{ nope.x }}").render(TALK, false))
                .hasMessageContaining("line 3");
        problem(
                "ASSAY-4046",
                () -> template("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}")
                        .render(TALK, false));
    }

    @Test
    void variables_such_as_tools_reach_the_template() {
        ChatTemplate template = template("{% if tools %}{{ tools|tojson }}{% endif %}{{ think is false }}")
                .withVariable("tools", List.of(Map.of("name", "clock")))
                .withVariable("think", false);
        assertThat(template.render(List.of(), false)).isEqualTo("[{\"name\": \"clock\"}]True");
    }

    @Test
    void the_date_comes_from_the_clock() {
        Clock clock = Clock.fixed(Instant.parse("2024-07-26T10:00:00Z"), ZoneOffset.UTC);
        assertThat(template("{{ strftime_now('%d %b %Y') }}").withClock(clock).render(List.of(), false))
                .isEqualTo("26 Jul 2024");
    }

    @Test
    void a_folder_may_hold_the_template_in_several_ways() throws IOException {
        Fixtures.byteLevel(folder);
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            assertThat(open(tokenizer)).startsWith("<|im_start|>user");
            config("{\"chat_template\": \"one{{ eos_token }}\"}");
            assertThat(open(tokenizer)).isEqualTo("one<|endoftext|>");
            config("{\"chat_template\": [{\"name\": \"default\", \"template\": \"two\"},"
                    + " {\"name\": \"rag\", \"template\": \"three\"}]}");
            assertThat(open(tokenizer)).isEqualTo("two");
            assertThat(ChatTemplate.open(folder, tokenizer, "rag").render(TALK.subList(1, 2), false))
                    .isEqualTo("three");
            problem("ASSAY-2041", () -> ChatTemplate.open(folder, tokenizer, "tool_use"))
                    .hasMessageContaining("default, rag");
            Files.writeString(folder.resolve("chat_template.jinja"), "four\n");
            assertThat(open(tokenizer)).isEqualTo("four");
            config("{\"chat_template\": [{\"name\": 3}]}");
            problem("ASSAY-4044", () -> open(tokenizer));
            config("{");
            problem("ASSAY-4044", () -> open(tokenizer));
        }
    }

    @Test
    void a_model_without_template_and_without_its_tokens_gets_the_plain_form() {
        try (Tokenizer tokenizer = Tokenizers.open(Fixtures.pieces(folder))) {
            assertThat(ChatTemplate.open(folder, tokenizer).render(TALK.subList(1, 3), false))
                    .isEqualTo("User:  2+2? \nAssistant: 4</s>\n");
        }
    }

    @Test
    void the_tokens_of_answers_are_those_between_the_marks() {
        try (Tokenizer tokenizer = Tokenizers.open(Fixtures.byteLevel(folder))) {
            RenderedChat chat = ChatTemplate.open(folder, tokenizer)
                    .renderAnswers(List.of(ChatMessage.user("the mat"), ChatMessage.assistant("naïve 日本")));
            Encoding encoding = tokenizer.encoding(chat.text(), false);
            boolean[] mask = chat.answerTokens(encoding);
            int[] said = IntStream.range(0, mask.length)
                    .filter(i -> mask[i])
                    .map(i -> encoding.ids()[i])
                    .toArray();
            assertThat(tokenizer.decode(said)).isEqualTo("naïve 日本<|im_end|>");
        }
    }

    @Test
    void the_template_of_a_real_model_thinks_only_in_the_last_answer() throws IOException {
        Path shared = SharedData.models("tokenizers/qwen3");
        try (Tokenizer tokenizer = Tokenizers.open(SharedData.unpacked(shared, folder))) {
            ChatTemplate template = ChatTemplate.open(folder, tokenizer);
            List<ChatMessage> talk = List.of(
                    ChatMessage.system("s"),
                    ChatMessage.user("a"),
                    ChatMessage.assistant("<think>\nhm\n</think>\n\nb"),
                    ChatMessage.user("c"),
                    ChatMessage.assistant("<think>\noh\n</think>\n\nd"));
            assertThat(template.render(talk, true))
                    .isEqualTo("<|im_start|>system\ns<|im_end|>\n<|im_start|>user\na<|im_end|>\n"
                            + "<|im_start|>assistant\nb<|im_end|>\n<|im_start|>user\nc<|im_end|>\n"
                            + "<|im_start|>assistant\n<think>\noh\n</think>\n\nd<|im_end|>\n<|im_start|>assistant\n");
            assertThat(template.withVariable("enable_thinking", false).render(talk.subList(0, 2), true))
                    .endsWith("<|im_start|>assistant\n<think>\n\n</think>\n\n");
            assertThat(answers(template, talk)).containsExactly("b<|im_end|>", "<think>\noh\n</think>\n\nd<|im_end|>");
        }
    }

    private String open(Tokenizer tokenizer) {
        return ChatTemplate.open(folder, tokenizer).render(TALK.subList(1, 2), false);
    }

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), json);
    }

    private static ChatTemplate template(String jinja) {
        return ChatTemplate.parse(jinja, "test")
                .withVariable("bos_token", "<s>")
                .withVariable("eos_token", "</s>");
    }

    private static List<String> answers(ChatTemplate template, List<ChatMessage> talk) {
        RenderedChat chat = template.renderAnswers(talk);
        return chat.answers().stream()
                .map(answer -> chat.text().substring(answer.start(), answer.end()))
                .toList();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> problem(String code, ThrowingCallable work) {
        return assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        AssayException.class,
                        refused ->
                                assertThat(refused.problems().getFirst().code()).isEqualTo(code));
    }
}
