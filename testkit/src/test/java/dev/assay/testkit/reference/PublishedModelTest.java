package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compares with what other programs computed in single precision from real model folders.
class PublishedModelTest {
    private static final double TOLERANCE = 1e-4;

    private static Path model(String name) {
        Path shared = Optional.ofNullable(System.getProperty("ASSAY_SHARED_DATA"))
                .or(() -> Optional.ofNullable(System.getenv("ASSAY_SHARED_DATA")))
                .map(Path::of)
                .orElse(Path.of("../../shared/data"));
        Path folder = shared.resolve("models").resolve(name);
        boolean there = Files.isDirectory(folder);
        if (!there) {
            System.out.println(
                    "skipped: no model folder at " + folder.toAbsolutePath().normalize());
        }
        Assumptions.assumeTrue(there, () -> "no model folder at " + folder);
        return folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"stories260K", "qwen2_stories_1m"})
    void logits_of_every_prompt_are_the_published_ones(String name) throws IOException {
        Path folder = model(name);
        ReferenceDecoder decoder = ReferenceDecoder.open(folder);
        for (JsonNode prompt : reference(folder).path("prompts")) {
            int[] ids = integers(prompt.path("input_ids"));
            double[] last = decoder.logits(ids)[ids.length - 1];
            int[] best = integers(prompt.path("top10_ids"));
            assertThat(bestTen(last)).containsExactly(best);
            double[] scores = Arrays.stream(best).mapToDouble(id -> last[id]).toArray();
            assertThat(scores).containsExactly(doubles(prompt.path("top10_logits")), within(TOLERANCE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stories260K", "qwen2_stories_1m"})
    void every_logit_of_the_first_prompt_is_the_published_one(String name) throws IOException {
        Path folder = model(name);
        JsonNode prompt = reference(folder).path("prompts").path(0);
        int[] ids = integers(prompt.path("input_ids"));
        double[][] logits = ReferenceDecoder.open(folder).logits(ids);
        assertThat(logits[ids.length - 1]).containsExactly(doubles(prompt.path("logits")), within(TOLERANCE));
        double[] sums = Arrays.stream(logits)
                .mapToDouble(row -> Arrays.stream(row).sum())
                .toArray();
        assertThat(sums).containsExactly(doubles(prompt.path("logit_sum_each_position")), within(0.02));
    }

    /// By causality the best token after each position of prompt and continuation is the continuation itself.
    @ParameterizedTest
    @ValueSource(strings = {"stories260K", "qwen2_stories_1m"})
    void every_greedy_continuation_is_the_published_one(String name) throws IOException {
        Path folder = model(name);
        ReferenceDecoder decoder = ReferenceDecoder.open(folder);
        for (JsonNode prompt : reference(folder).path("prompts")) {
            int[] ids = integers(prompt.path("input_ids"));
            int[] continuation = integers(prompt.path("greedy_ids"));
            int[] all = IntStream.concat(Arrays.stream(ids), Arrays.stream(continuation))
                    .toArray();
            double[][] logits = decoder.logits(all);
            for (int i = 0; i < continuation.length; i++) {
                assertThat(bestTen(logits[ids.length - 1 + i])[0]).isEqualTo(continuation[i]);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"stories260K", "qwen2_stories_1m"})
    void greedy_steps_one_by_one_give_the_published_ids(String name) throws IOException {
        Path folder = model(name);
        JsonNode prompt = reference(folder).path("prompts").path(0);
        int[] expected = Arrays.copyOf(integers(prompt.path("greedy_ids")), 4);
        assertThat(ReferenceDecoder.open(folder).greedy(integers(prompt.path("input_ids")), 4))
                .containsExactly(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stories260K", "qwen2_stories_1m"})
    void the_likelihood_of_a_text_is_the_published_one(String name) throws IOException {
        Path folder = model(name);
        JsonNode nll = reference(folder).path("nll");
        int[] ids = integers(nll.path("input_ids"));
        ReferenceDecoder decoder = ReferenceDecoder.open(folder);
        assertThat(decoder.nll(ids))
                .isCloseTo(nll.path("mean_nll_nats_per_token").asDouble(), within(2e-6));
        assertThat(Arrays.copyOf(decoder.tokenNlls(ids), 10))
                .containsExactly(doubles(nll.path("first_10_nll")), within(2e-5));
    }

    private static JsonNode reference(Path folder) throws IOException {
        return new ObjectMapper().readTree(folder.resolve("reference.json").toFile());
    }

    private static int[] bestTen(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((a, b) -> Double.compare(scores[b], scores[a]))
                .limit(10)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static int[] integers(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.path(i).asInt()).toArray();
    }

    private static double[] doubles(JsonNode array) {
        return IntStream.range(0, array.size())
                .mapToDouble(i -> array.path(i).asDouble())
                .toArray();
    }
}
