package dev.assay.lm.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BpeTrainerTest {
    private static final List<String> TEXTS = List.of(
            "low lower lowest", "new newer newest", "wide wider widest", "the lowest of the newest, the widest of all");

    @Test
    void the_first_merges_of_a_small_text_are_those_found_by_hand() {
        // pairs: "ab" 3 times, "bc" 2 times, "ca" once; then "ab"+"c" twice
        TrainedBpe trained =
                BpeTrainer.train(List.of("abcab abc"), BpePlan.of(300).withMinFrequency(2));
        assertThat(trained.merges().subList(0, 2))
                .containsExactly(new TrainedBpe.Merge('a', 'b', 3), new TrainedBpe.Merge(256, 'c', 2));
    }

    @Test
    void equally_frequent_pairs_are_merged_in_the_order_of_their_ids() {
        TrainedBpe trained =
                BpeTrainer.train(List.of("zy", "xz", "xy"), BpePlan.of(300).withMinFrequency(1));
        assertThat(trained.merges())
                .containsExactly(
                        new TrainedBpe.Merge('x', 'y', 1),
                        new TrainedBpe.Merge('x', 'z', 1),
                        new TrainedBpe.Merge('z', 'y', 1));
    }

    @Property(tries = 150)
    void merges_equal_those_of_a_trainer_that_counts_everything_anew(
            @ForAll @Size(max = 12) List<@StringLength(max = 25) @Chars({'a', 'b', 'c', ' ', 'é'}) String> texts,
            @ForAll @IntRange(min = 1, max = 3) int minFrequency) {
        TrainedBpe trained = BpeTrainer.train(texts, BpePlan.of(300).withMinFrequency(minFrequency));
        assertThat(trained.merges()).isEqualTo(naive(texts, 300, minFrequency));
    }

    @Property(tries = 30)
    void the_order_of_the_texts_changes_nothing(
            @ForAll @Size(max = 8) List<@StringLength(max = 20) @AlphaChars String> texts) {
        BpePlan plan = BpePlan.of(280);
        assertThat(BpeTrainer.train(texts.reversed(), plan).merges())
                .isEqualTo(BpeTrainer.train(texts, plan).merges());
    }

    @Test
    void two_runs_write_the_same_bytes(@TempDir Path folder) throws IOException {
        BpePlan plan = BpePlan.of(300).withSpecialTokens("<|end|>");
        BpeTrainer.train(TEXTS, plan).write(folder.resolve("a"));
        BpeTrainer.train(TEXTS.stream(), plan).write(folder.resolve("b"));
        for (String file : List.of("tokenizer.json", "tokenizer_config.json")) {
            assertThat(folder.resolve("b").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("a").resolve(file));
        }
    }

    @Test
    void a_trained_tokenizer_opens_and_knows_its_special_tokens(@TempDir Path folder) {
        BpePlan plan = BpePlan.of(320).withSpecialTokens("<|endoftext|>", "<|im_start|>", "<|im_end|>");
        TrainedBpe trained = BpeTrainer.train(TEXTS, plan.withChatTemplate("{{ messages }}"));
        trained.write(folder);
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            int vocabulary = trained.vocabulary();
            assertThat(tokenizer.vocabulary()).isEqualTo(vocabulary).isLessThanOrEqualTo(320);
            assertThat(tokenizer.id("<|endoftext|>")).hasValue(vocabulary - 3);
            assertThat(tokenizer.eos()).hasValue(vocabulary - 3);
            assertThat(tokenizer.pad()).hasValue(vocabulary - 3);
            assertThat(tokenizer.bos()).isEmpty();
            assertThat(tokenizer.endIds()).containsExactly(vocabulary - 3);
            assertThat(tokenizer.specialIds())
                    .containsExactlyInAnyOrder(vocabulary - 3, vocabulary - 2, vocabulary - 1);
            assertThat(tokenizer.encode("<|im_start|>")).containsExactly(vocabulary - 2);
            assertThat(tokenizer.encode(" the")).hasSize(1);
        }
    }

    @Test
    void training_uses_the_same_merges_that_encoding_then_finds(@TempDir Path folder) {
        TrainedBpe trained = BpeTrainer.train(TEXTS, BpePlan.of(300));
        trained.write(folder);
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            for (int id = 0; id < trained.vocabulary(); id++) {
                byte[] bytes = trained.tokens().get(id);
                assertThat(tokenizer.bytes(id)).containsExactly(bytes);
                if (bytes[0] >= 0) {
                    assertThat(tokenizer.encode(new String(bytes, StandardCharsets.UTF_8)))
                            .containsExactly(id);
                }
            }
        }
    }

    @Test
    void special_tokens_in_the_text_do_not_shape_the_vocabulary() {
        BpePlan plan = BpePlan.of(400).withMinFrequency(1).withSpecialTokens("<|end|>");
        assertThat(BpeTrainer.train(List.of("ab<|end|>", "<|end|><|end|>cd"), plan)
                        .merges())
                .isEqualTo(BpeTrainer.train(List.of("ab", "cd"), plan).merges());
    }

    @Test
    void a_run_without_end_is_cut_and_costs_no_more_than_its_length() {
        String run = "x".repeat(300_000);
        TrainedBpe trained = BpeTrainer.train(Stream.of(run), BpePlan.of(400));
        assertThat(trained.tokens())
                .allSatisfy(token -> assertThat(token.length).isLessThanOrEqualTo(512));
    }

    @Test
    void an_empty_text_gives_the_bytes_alone() {
        assertThat(BpeTrainer.train(List.of(), BpePlan.of(500)).vocabulary()).isEqualTo(256);
    }

    @Test
    void a_plan_that_cannot_be_is_refused_with_all_its_faults() {
        assertThatThrownBy(() -> BpePlan.of(256).withMinFrequency(0).withSpecialTokens("a"))
                .isInstanceOfSatisfying(
                        AssayException.class,
                        refused -> assertThat(refused.problems()).hasSize(1));
        assertThatThrownBy(() -> BpePlan.of(256).withSpecialTokens("<a>", "<a>", " "))
                .isInstanceOfSatisfying(AssayException.class, refused -> {
                    assertThat(refused.problems()).hasSize(3);
                    assertThat(refused.exitCode().number()).isEqualTo(2);
                });
    }

    /// Counts every pair in every word again before each merge.
    private static List<TrainedBpe.Merge> naive(List<String> texts, int vocabulary, long minFrequency) {
        List<List<String>> words = new ArrayList<>();
        texts.forEach(text -> Words.split(text, word -> words.add(letters(word))));
        List<String> tokens = new ArrayList<>();
        for (int b = 0; b < 256; b++) {
            tokens.add(String.valueOf((char) b));
        }
        List<TrainedBpe.Merge> merges = new ArrayList<>();
        while (tokens.size() < vocabulary) {
            Map<String, long[]> counts = new TreeMap<>();
            for (List<String> word : words) {
                for (int i = 0; i + 1 < word.size(); i++) {
                    String key = "%06d %06d".formatted(tokens.indexOf(word.get(i)), tokens.indexOf(word.get(i + 1)));
                    counts.computeIfAbsent(key, any -> new long[1])[0]++;
                }
            }
            String best = "";
            long most = 0;
            for (Map.Entry<String, long[]> entry : counts.entrySet()) {
                if (entry.getValue()[0] > most) {
                    best = entry.getKey();
                    most = entry.getValue()[0];
                }
            }
            if (most < minFrequency || most == 0) {
                break;
            }
            int left = Integer.parseInt(best.substring(0, 6));
            int right = Integer.parseInt(best.substring(7));
            String token = tokens.get(left) + tokens.get(right);
            if (!tokens.contains(token)) {
                tokens.add(token);
            }
            words.forEach(word -> replace(word, tokens.get(left), tokens.get(right)));
            merges.add(new TrainedBpe.Merge(left, right, most));
        }
        return merges;
    }

    private static List<String> letters(String word) {
        List<String> letters = new ArrayList<>();
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            letters.add(String.valueOf((char) (b & 0xFF)));
        }
        return letters;
    }

    private static void replace(List<String> word, String left, String right) {
        for (int i = 0; i + 1 < word.size(); i++) {
            if (word.get(i).equals(left) && word.get(i + 1).equals(right)) {
                word.set(i, left + right);
                word.remove(i + 1);
            }
        }
    }

    @Test
    void nothing_but_the_two_files_is_left_in_the_folder(@TempDir Path folder) throws IOException {
        BpeTrainer.train(TEXTS, BpePlan.of(260)).write(folder);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("tokenizer.json", "tokenizer_config.json");
        }
    }
}
