package dev.assay.model.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.base.AssayException;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchRunTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final int COUNT = 40;

    @TempDir
    Path folder;

    private final FakeEndpoint endpoint = new FakeEndpoint();
    private final Map<Integer, Integer> timesAsked = new ConcurrentHashMap<>();
    private final Set<Integer> failing = ConcurrentHashMap.newKeySet();

    @AfterEach
    void stop() {
        endpoint.close();
    }

    private static List<Prompt> prompts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Prompt.ask("question " + i))
                .toList();
    }

    private void answerWithNumbers(int status) {
        endpoint.on(CHAT, (exchange, body) -> {
            int number = Integer.parseInt(body.replaceAll("(?s).*\"question (\\d+)\".*", "$1"));
            timesAsked.merge(number, 1, Integer::sum);
            if (failing.contains(number)) {
                FakeEndpoint.json(status, "{\"error\":{\"message\":\"not now\"}}")
                        .answer(exchange, body);
            } else {
                FakeEndpoint.chat("answer " + number).answer(exchange, body);
            }
        });
    }

    private RemoteModel model() {
        return new RemoteModel(
                Endpoint.parse(endpoint.spec()),
                ApiKey.none(),
                RemoteOptions.standard().withRetry(Retry.none()),
                new FakePace());
    }

    private List<Outcome> run(List<Prompt> prompts, Sampling sampling) {
        try (var model = model()) {
            return new BatchRun(model, folder.resolve("journal.jsonl"), 4)
                    .run(prompts, sampling, OutcomeListener.none());
        }
    }

    private static String shown(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(var answer) -> answer.text();
            case Outcome.Failed(var problem) -> problem.code();
        };
    }

    @Test
    void failures_are_kept_apart_and_only_they_are_asked_again() {
        answerWithNumbers(400);
        failing.addAll(List.of(3, 17));
        var first = run(prompts(COUNT), Sampling.greedy());
        assertThat(first).hasSize(COUNT);
        assertThat(shown(first.get(3))).isEqualTo("ASSAY-2034");
        assertThat(shown(first.get(4))).isEqualTo("answer 4");
        failing.clear();
        var second = run(prompts(COUNT), Sampling.greedy());
        assertThat(second)
                .extracting(BatchRunTest::shown)
                .containsExactlyElementsOf(
                        IntStream.range(0, COUNT).mapToObj(i -> "answer " + i).toList());
        assertThat(second.get(5)).isEqualTo(first.get(5));
        assertThat(timesAsked).hasSize(COUNT);
        timesAsked.forEach((number, times) ->
                assertThat(times).as("question " + number).isEqualTo(number == 3 || number == 17 ? 2 : 1));
    }

    @Test
    void each_outcome_is_told_once_the_remembered_ones_first() {
        answerWithNumbers(400);
        run(prompts(5), Sampling.greedy());
        var told = new ArrayList<Integer>();
        try (var model = model()) {
            new BatchRun(model, folder.resolve("journal.jsonl"), 2)
                    .run(prompts(9), Sampling.greedy(), (index, outcome) -> told.add(index));
        }
        assertThat(told.subList(0, 5)).containsExactly(0, 1, 2, 3, 4);
        assertThat(new TreeSet<>(told)).hasSize(9).hasSameSizeAs(told);
    }

    @Test
    void another_sampling_or_prompt_is_asked_anew() {
        answerWithNumbers(400);
        run(prompts(2), Sampling.greedy());
        run(prompts(2), Sampling.greedy().withSeed(1));
        run(List.of(prompts(2).get(1), prompts(2).get(1)), Sampling.greedy());
        assertThat(timesAsked).isEqualTo(Map.of(0, 2, 1, 3));
    }

    @Test
    void a_torn_last_line_is_cut_off_and_its_prompt_asked_again() throws IOException {
        answerWithNumbers(400);
        run(prompts(6), Sampling.greedy());
        Path journal = folder.resolve("journal.jsonl");
        byte[] whole = Files.readAllBytes(journal);
        for (int cut : new int[] {1, 2, 40, 100}) {
            timesAsked.clear();
            Files.write(journal, Arrays.copyOf(whole, whole.length - cut));
            assertThat(run(prompts(6), Sampling.greedy()))
                    .extracting(BatchRunTest::shown)
                    .containsExactly("answer 0", "answer 1", "answer 2", "answer 3", "answer 4", "answer 5");
            assertThat(timesAsked).hasSize(1).containsValue(1);
            assertThat(Files.readAllLines(journal)).hasSize(6);
        }
    }

    @Test
    void zeros_left_by_a_lost_power_supply_are_cut_off() throws IOException {
        answerWithNumbers(400);
        run(prompts(3), Sampling.greedy());
        Path journal = folder.resolve("journal.jsonl");
        Files.write(journal, new byte[500], StandardOpenOption.APPEND);
        run(prompts(3), Sampling.greedy());
        assertThat(Files.readAllLines(journal)).hasSize(3);
        assertThat(timesAsked).isEqualTo(Map.of(0, 1, 1, 1, 2, 1));
    }

    @Test
    void a_damaged_line_inside_is_told_with_its_number_and_nothing_is_lost() throws IOException {
        answerWithNumbers(400);
        run(prompts(4), Sampling.greedy());
        Path journal = folder.resolve("journal.jsonl");
        var lines = new ArrayList<>(Files.readAllLines(journal));
        lines.set(1, lines.get(1).replace("\"finish\":\"STOP\"", "\"finish\":\"WHY\""));
        Files.write(journal, lines);
        byte[] before = Files.readAllBytes(journal);
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> run(prompts(4), Sampling.greedy()))
                .withMessageContaining("ASSAY-4037")
                .withMessageContaining("journal.jsonl, line 2");
        assertThat(journal).hasBinaryContent(before);
    }

    @Test
    void what_every_prompt_would_meet_stops_the_run_at_once() {
        endpoint.on(CHAT, FakeEndpoint.json(401, "{}"));
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> run(prompts(500), Sampling.greedy()))
                .withMessageContaining("ASSAY-2033");
        assertThat(endpoint.asked().size()).isLessThan(10);
    }

    @Test
    void a_long_outage_stops_the_run_and_the_next_run_goes_on() {
        answerWithNumbers(503);
        failing.addAll(IntStream.range(10, 500).boxed().toList());
        assertThatExceptionOfType(AssayException.class)
                .isThrownBy(() -> run(prompts(500), Sampling.greedy()))
                .withMessageContaining("ASSAY-4036");
        assertThat(endpoint.asked().size()).isLessThan(60);
        failing.clear();
        assertThat(run(prompts(50), Sampling.greedy())).allMatch(Outcome.Answered.class::isInstance);
        assertThat(timesAsked.get(0)).isEqualTo(1);
    }

    @Test
    void two_runs_do_not_share_a_journal() {
        answerWithNumbers(400);
        Path journal = folder.resolve("journal.jsonl");
        try (var held = Journal.open(journal)) {
            assertThat(held.outcome("x")).isEmpty();
            assertThatExceptionOfType(AssayException.class)
                    .isThrownBy(() -> run(prompts(1), Sampling.greedy()))
                    .withMessageContaining("ASSAY-2037");
        }
        assertThat(run(prompts(1), Sampling.greedy())).hasSize(1);
    }

    @Test
    void keys_tell_apart_whatever_changes_the_answer() {
        var keys = new TreeSet<String>();
        var greedy = Sampling.greedy();
        var samplings = List.of(
                greedy,
                greedy.withSeed(0),
                greedy.withTopK(1),
                greedy.withMaxTokens(1),
                greedy.withStop("a"),
                greedy.withStop("a", "b"),
                greedy.withLogitBias(Map.of(1, 1.0)),
                greedy.withTopLogprobs(1));
        var prompts = List.of(
                Prompt.text("a"),
                Prompt.ask("a"),
                new Prompt.Chat(List.of(Message.system("a"))),
                new Prompt.Chat(List.of(Message.user("a"), Message.user(""))));
        for (var sampling : samplings) {
            for (var prompt : prompts) {
                keys.add(BatchKey.of("m", 0, prompt, sampling));
                keys.add(BatchKey.of("m", 1, prompt, sampling));
                keys.add(BatchKey.of("n", 0, prompt, sampling));
            }
        }
        assertThat(keys).hasSize(samplings.size() * prompts.size() * 3);
        assertThat(keys).allMatch(key -> key.matches("[0-9a-f]{64}"));
    }

    /// Runs this class's [#main] in a process of its own, kills it without warning, and starts it again.
    @Test
    void a_killed_process_goes_on_where_it_stopped_and_pays_for_nothing_twice() throws Exception {
        Path journal = folder.resolve("killed.jsonl");
        var requests = new AtomicInteger();
        var stall = new CountDownLatch(1);
        endpoint.on(CHAT, (exchange, body) -> {
            int number = Integer.parseInt(body.replaceAll("(?s).*\"question (\\d+)\".*", "$1"));
            timesAsked.merge(number, 1, Integer::sum);
            if (requests.incrementAndGet() > 12) {
                await(stall);
            }
            FakeEndpoint.chat("answer " + number).answer(exchange, body);
        });
        Process first = start(journal);
        while (Files.notExists(journal) || Files.readAllLines(journal).size() < 12) {
            assertThat(first.isAlive()).isTrue();
            LockSupport.parkNanos(5_000_000);
        }
        first.destroyForcibly();
        assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
        stall.countDown();
        int kept = Files.readAllLines(journal).size();
        var before = Map.copyOf(timesAsked);
        Process second = start(journal);
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isZero();
        int again = timesAsked.values().stream().mapToInt(Integer::intValue).sum()
                - before.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(kept).isEqualTo(12);
        assertThat(again).isEqualTo(COUNT - kept);
        assertThat(Files.readAllLines(journal)).hasSize(COUNT);
    }

    private Process start(Path journal) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BatchRunTest.class.getName(),
                        endpoint.spec(),
                        journal.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// The child process: endpoint and journal.
    public static void main(String[] arguments) {
        var options = RemoteOptions.standard().withKey(new KeySource.None());
        try (var model = RemoteModel.open(arguments[0], options)) {
            var outcomes = new BatchRun(model, Path.of(arguments[1]), 4)
                    .run(prompts(COUNT), Sampling.greedy(), OutcomeListener.none());
            if (!outcomes.stream().allMatch(Outcome.Answered.class::isInstance)) {
                throw new IllegalStateException("not all answered: " + outcomes);
            }
        }
    }
}
