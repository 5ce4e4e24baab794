package dev.assay.livebench.asking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.livebench.question.Question;
import dev.assay.model.Answer;
import dev.assay.model.Capability;
import dev.assay.model.FinishReason;
import dev.assay.model.LanguageModel;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TextListener;
import dev.assay.model.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AskingTest {
    @TempDir
    Path folder;

    /// Answers with what it was asked; fails on "fail", says nothing on "mute".
    private static final class Echo implements LanguageModel {
        private final ConcurrentLinkedQueue<List<Message>> asked = new ConcurrentLinkedQueue<>();
        private final ConcurrentLinkedQueue<Double> temperatures = new ConcurrentLinkedQueue<>();
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public String name() {
            return "echo";
        }

        @Override
        public Answer generate(Prompt prompt, Sampling sampling, TextListener listener) {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            try {
                List<Message> messages = ((Prompt.Chat) prompt).messages();
                asked.add(messages);
                temperatures.add(sampling.temperature());
                String last = messages.getLast().content();
                if (last.equals("fail")) {
                    throw AssayException.of("ASSAY-4044", "It is down.", "echo", "wait");
                }
                return new Answer(
                        last.equals("mute") ? "" : "You said " + last,
                        last.equals("mute") ? FinishReason.LENGTH : FinishReason.STOP,
                        new Usage(10, 5, Duration.ZERO),
                        List.of());
            } finally {
                running.decrementAndGet();
            }
        }

        @Override
        public <C extends Capability> Optional<C> capability(Class<C> type) {
            return Optional.empty();
        }

        @Override
        public OptionalInt contextTokens() {
            return OptionalInt.empty();
        }

        @Override
        public void close() {}
    }

    private static Question question(String id, List<String> turns, Map<String, Object> more) {
        return new Question(id, "any", "any", Optional.empty(), turns, Optional.empty(), Optional.empty(), (ObjectNode)
                Json.toTree(more));
    }

    private static Question question(String id, String... turns) {
        return question(id, List.of(turns), Map.of());
    }

    private Path file() {
        return folder.resolve("answers.jsonl");
    }

    private Asking.Tally ask(Echo model, AskingPlan plan, List<Question> questions) {
        try (AnswerFile file = AnswerFile.open(file())) {
            return new Asking(model, plan).run(questions, file, () -> false, () -> {});
        }
    }

    private List<JsonNode> rows() {
        return JsonLines.readAll(file()).stream().map(JsonLines.Line::node).toList();
    }

    @Test
    void every_turn_is_asked_after_the_answers_before_it() {
        Echo model = new Echo();
        ask(model, AskingPlan.of("m"), List.of(question("q", "one", "two")));
        assertThat(model.asked)
                .last()
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Message.class))
                .extracting(Message::content)
                .containsExactly("one", "You said one", "two");
        JsonNode row = rows().getFirst();
        assertThat(row.at("/choices/0/turns")).hasSize(2);
        assertThat(row.path("total_output_tokens").asInt()).isEqualTo(10);
        assertThat(row.path("answer_id").asText()).hasSize(22);
        assertThat(row.at("/api_info/api_name").asText()).isEqualTo("echo");
    }

    @Test
    void a_question_brings_its_own_system_prompt_and_temperature() {
        Echo model = new Echo();
        AskingPlan plan = new AskingPlan(
                "m",
                Sampling.greedy(),
                Optional.of("Be brief."),
                1,
                0,
                false,
                Optional.of(new AskingPlan.Prices(3, 15)));
        ask(
                model,
                plan,
                List.of(
                        question("q1", "a"),
                        question(
                                "q2", List.of("b"), Map.of("system_prompt", "Be long.", "required_temperature", 0.7))));
        assertThat(model.asked)
                .extracting(messages -> messages.getFirst().content())
                .containsExactly("Be brief.", "Be long.");
        assertThat(model.temperatures).containsExactly(0.0, 0.7);
        assertThat(rows().getFirst().path("cost_usd").asDouble()).isEqualTo((10 * 3 + 5 * 15) / 1e6, within(1e-12));
    }

    @Test
    void a_failure_is_filed_apart_and_stops_nobody() {
        Asking.Tally tally = ask(
                new Echo(),
                AskingPlan.of("m"),
                List.of(question("q1", "fail"), question("q2", "mute"), question("q3", "hello")));
        assertThat(tally).isEqualTo(new Asking.Tally(3, 2, 0));
        assertThat(rows())
                .extracting(row -> row.path("eval_status").asText())
                .containsExactly("api_error", "token_exhaustion", "");
        assertThat(rows().getFirst().at("/choices/0/turns/0").asText()).isEqualTo("$ERROR$");
        assertThat(rows().getFirst().path("error_msg").asText()).contains("It is down");
    }

    @Test
    void what_is_answered_is_not_asked_again_and_what_failed_only_on_request() {
        List<Question> questions = List.of(question("q2", "b"), question("q1", "fail"));
        ask(new Echo(), AskingPlan.of("m"), questions);
        Echo second = new Echo();
        assertThat(ask(second, AskingPlan.of("m"), questions)).isEqualTo(new Asking.Tally(0, 0, 2));
        assertThat(second.asked).isEmpty();
        AskingPlan again = new AskingPlan("m", Sampling.greedy(), Optional.empty(), 2, 0, true, Optional.empty());
        assertThat(ask(second, again, List.of(question("q2", "b"), question("q1", "now it works"))))
                .isEqualTo(new Asking.Tally(1, 0, 1));
        assertThat(rows()).extracting(row -> row.path("question_id").asText()).containsExactly("q1", "q2");
        assertThat(rows()).noneMatch(row -> row.has("eval_status"));
    }

    @Test
    void what_a_killed_run_left_of_its_last_line_is_cut_off() throws IOException {
        ask(new Echo(), AskingPlan.of("m"), List.of(question("q1", "a")));
        String whole = Files.readString(file());
        Files.writeString(file(), "{\"question_id\":\"q2\",\"cho", StandardOpenOption.APPEND);
        Echo second = new Echo();
        assertThat(ask(second, AskingPlan.of("m"), List.of(question("q1", "a"), question("q2", "b"))))
                .isEqualTo(new Asking.Tally(1, 0, 1));
        assertThat(second.asked).hasSize(1);
        assertThat(Files.readString(file())).startsWith(whole);
        assertThat(rows()).hasSize(2);
    }

    @Test
    void no_more_questions_are_under_way_than_the_plan_says() {
        Echo model = new Echo();
        AskingPlan plan = new AskingPlan("m", Sampling.greedy(), Optional.empty(), 3, 0, false, Optional.empty());
        List<Question> many = IntStream.range(0, 500)
                .mapToObj(i -> question("q" + i, "x" + i))
                .toList();
        assertThat(ask(model, plan, many).asked()).isEqualTo(500);
        assertThat(model.most.get()).isLessThanOrEqualTo(3);
        assertThat(rows()).hasSize(500);
    }

    @Test
    void requests_are_spread_over_the_minute() {
        AskingPlan plan = new AskingPlan("m", Sampling.greedy(), Optional.empty(), 8, 1200, false, Optional.empty());
        long begun = System.nanoTime();
        ask(
                new Echo(),
                plan,
                IntStream.range(0, 11).mapToObj(i -> question("q" + i, "a")).toList());
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(490));
    }

    @Test
    void asking_can_be_stopped_and_gone_on_with() {
        AtomicInteger count = new AtomicInteger();
        List<Question> many =
                IntStream.range(0, 50).mapToObj(i -> question("q" + i, "x" + i)).toList();
        AskingPlan plan = new AskingPlan("m", Sampling.greedy(), Optional.empty(), 1, 0, false, Optional.empty());
        int first;
        try (AnswerFile file = AnswerFile.open(file())) {
            first = new Asking(new Echo(), plan)
                    .run(many, file, () -> count.get() >= 20, count::incrementAndGet)
                    .asked();
        }
        assertThat(first).isEqualTo(20);
        assertThat(ask(new Echo(), plan, many)).isEqualTo(new Asking.Tally(30, 0, 20));
    }
}
