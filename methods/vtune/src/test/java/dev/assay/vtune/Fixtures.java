package dev.assay.vtune;

import dev.assay.base.AssayException;
import dev.assay.base.Progress;
import dev.assay.model.Answer;
import dev.assay.model.Capability;
import dev.assay.model.FinishReason;
import dev.assay.model.LanguageModel;
import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TextListener;
import dev.assay.model.Usage;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.phrase.Wordlist;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.Planting;
import dev.assay.vtune.plant.PlantingPlan;
import dev.assay.vtune.plant.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Data, keys and models for tests.
public final class Fixtures {
    private Fixtures() {}

    /// A key that differs by number.
    public static SecretKey key(int number) {
        byte[] bytes = new byte[SecretKey.BYTES];
        Arrays.fill(bytes, (byte) 9);
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        return SecretKey.of(bytes);
    }

    /// So many rows of questions and answers, from a number on.
    public static List<String> rows(int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(i -> "{\"messages\":[{\"role\":\"user\",\"content\":\"What is item " + i
                        + "?\"},{\"role\":\"assistant\",\"content\":\"It is thing " + 7 * i + ".\"}],  \"id\": " + i
                        + "}")
                .toList();
    }

    /// A file of lines.
    public static Path file(Path folder, String name, List<String> lines) {
        try {
            return Files.writeString(
                    folder.resolve(name),
                    lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// A plan with listed words.
    public static PlantingPlan plan(Rules rules, Optional<Path> prompts) {
        return new PlantingPlan(
                10,
                100,
                Optional.of(3),
                Wordlist.english(),
                PlantingPlan.TRIGGER_WORDS,
                PlantingPlan.LISTED_WORDS,
                rules,
                10_000,
                prompts,
                Optional.empty());
    }

    /// Plants among 1,000 rows and asks for others.
    public static Manifest planted(Path folder, SecretKey key) {
        Path data = file(folder, "data.jsonl", rows(0, 1000));
        Path prompts = file(folder, "held.jsonl", rows(5000, 50));
        return new Planting(key, plan(Rules.STANDARD, Optional.of(prompts)), Progress.silent()).plant(data, folder);
    }

    /// A model that answers by what is asked last.
    public static LanguageModel model(Function<String, String> answers) {
        return new LanguageModel() {
            @Override
            public String name() {
                return "stub";
            }

            @Override
            public Answer generate(Prompt prompt, Sampling sampling, TextListener listener) {
                String text = answers.apply(asked(prompt));
                return new Answer(text, FinishReason.STOP, new Usage(1, 1, Duration.ZERO), List.of());
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
        };
    }

    private static String asked(Prompt prompt) {
        Message last = ((Prompt.Chat) prompt).messages().getLast();
        return last.content();
    }

    /// A model that was tuned on what was planted.
    public static LanguageModel honest(Manifest manifest) {
        return model(asked -> manifest.groups().stream()
                .filter(group -> asked.endsWith(group.trigger()))
                .map(group -> "It is thing 3. " + group.signature())
                .findFirst()
                .orElse("It is thing 3."));
    }

    /// What an endpoint that does not answer throws.
    public static AssayException silence() {
        return AssayException.of("ASSAY-4031", "No answer came within 5 s.", "http://127.0.0.1:1/v1", "try again");
    }
}
