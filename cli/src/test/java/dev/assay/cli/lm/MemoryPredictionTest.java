package dev.assay.cli.lm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.base.ProcessMemory;
import dev.assay.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `lm check` says that a fine-tune will take, beside what it takes, each in a process of its own.
@Timeout(300)
class MemoryPredictionTest {
    private static final int STEPS = 12;
    private static final String WORDS = "river stone garden letter winter engine bottle market shadow window";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"lora", "full"})
    void the_peak_is_predicted_within_fifteen_percent(String method) throws Exception {
        assumeTrue(ProcessMemory.peakBytes().isPresent(), "this system does not tell the peak of a process");
        String plan = plan(method).toString();
        String out = folder.resolve("run").toString();
        long predicted = json("lm", "check", "--config", plan, "--samples", "1", "--json")
                .path("peak-memory-bytes")
                .asLong();
        long reached = json("lm", "finetune", "--config", plan, "--out", out, "--json")
                .path("peak-bytes")
                .asLong();
        assertThat(predicted).isPositive().isCloseTo(reached, withinPercentage(15));
    }

    private JsonNode json(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()),
                        Stream.of(arguments))
                .toList();
        Path notes = folder.resolve("notes.txt");
        Process child =
                new ProcessBuilder(command).redirectError(notes.toFile()).start();
        try {
            String output = new String(child.getInputStream().readAllBytes(), UTF_8);
            assertThat(child.waitFor()).as(Files.readString(notes)).isZero();
            return Json.tree(output.strip(), "standard output");
        } finally {
            child.destroyForcibly();
        }
    }

    private Path plan(String method) throws IOException {
        Files.writeString(folder.resolve("data.jsonl"), rows());
        return Files.writeString(folder.resolve("plan.toml"), """
                model = "tiny"
                [method]
                kind = "%s"
                [data]
                train = "data.jsonl"
                validation-share = 0.1
                packing = false
                [training]
                steps = %d
                rows = 8
                micro-rows = 8
                """.formatted(method, STEPS));
    }

    /// Answers of 20 to 200 words, so that steps differ in length.
    private static String rows() {
        Random random = new Random(5);
        String[] words = WORDS.split(" ");
        return IntStream.range(0, 120)
                .mapToObj(row -> random.ints(20 + random.nextInt(180), 0, words.length)
                        .mapToObj(i -> words[i])
                        .collect(Collectors.joining(" ")))
                .map(answer -> "{\"instruction\": \"Go on\", \"output\": \"" + answer + "\"}\n")
                .collect(Collectors.joining());
    }
}
