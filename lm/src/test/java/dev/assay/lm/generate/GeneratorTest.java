package dev.assay.lm.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.lm.checkpoint.TinyFolder;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.tokenizer.Fixtures;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.lm.tokenizer.Tokenizers;
import dev.assay.model.FinishReason;
import dev.assay.model.Sampling;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an answer is made of, with a model that says what the test wants.
class GeneratorTest {
    private static final List<int[]> PROMPT = List.of(new int[] {70, 71, 72});

    @TempDir
    Path folder;

    private Decoder decoder;
    private Tokenizer tokenizer;
    private final List<String> pieces = new ArrayList<>();

    @BeforeEach
    void open() {
        decoder = TinyFolder.decoder();
        tokenizer = Tokenizers.open(Fixtures.byteLevel(folder));
    }

    @AfterEach
    void close() {
        tokenizer.close();
    }

    /// Lets the model say these ids, then whatever it likes.
    private static LogitProcessor saying(int... ids) {
        return (sequence, prompt, logits) -> {
            int place = sequence.length() - prompt;
            if (place < ids.length) {
                Arrays.fill(logits, Float.NEGATIVE_INFINITY);
                logits[ids[place]] = 0;
            }
        };
    }

    private Generated say(Sampling sampling, int... ids) {
        return new Generator(decoder, tokenizer, List.of(saying(ids)))
                .generate(PROMPT, sampling.withMaxTokens(ids.length), (row, text) -> pieces.add(text))
                .getFirst();
    }

    private Generated say(String text, String... stop) {
        return say(Sampling.greedy().withStop(stop), tokenizer.encode(text, false));
    }

    /// Each byte as a token of its own.
    private int[] single(String text) {
        return text.chars()
                .map(c -> tokenizer.id(Character.toString(c == ' ' ? 'Ġ' : c)).orElseThrow())
                .toArray();
    }

    private Generated free(Sampling sampling, int... prompt) {
        return Generator.of(decoder, tokenizer)
                .generate(List.of(prompt), sampling, GenerationListener.SILENT)
                .getFirst();
    }

    @Test
    void the_same_seed_says_the_same_and_another_something_else() {
        Sampling sampling = Sampling.standard().withMaxTokens(30);
        int[] first = free(sampling.withSeed(1), 5, 6).ids();
        assertThat(free(sampling.withSeed(1), 5, 6).ids()).isEqualTo(first);
        assertThat(free(sampling.withSeed(2), 5, 6).ids()).isNotEqualTo(first);
    }

    @Test
    void without_a_seed_each_answer_is_drawn_afresh() {
        Sampling sampling = Sampling.standard().withMaxTokens(30);
        List<int[]> twice = List.of(new int[] {5}, new int[] {5});
        List<Generated> found = Generator.of(decoder, tokenizer).generate(twice, sampling, GenerationListener.SILENT);
        assertThat(found.get(0).ids()).isNotEqualTo(found.get(1).ids());
        List<Generated> seeded =
                Generator.of(decoder, tokenizer).generate(twice, sampling.withSeed(4), GenerationListener.SILENT);
        assertThat(seeded.get(0).ids()).isEqualTo(seeded.get(1).ids());
    }

    @Test
    void a_stop_string_that_straddles_tokens_ends_the_answer_before_it() {
        Generated found = say(Sampling.greedy().withStop("STOP"), single("hello STOP there"));
        assertThat(found.text()).isEqualTo("hello ");
        assertThat(found.finish()).isEqualTo(FinishReason.STOP_STRING);
        assertThat(found.ids()).hasSize(10);
        assertThat(String.join("", pieces)).isEqualTo("hello ");
    }

    @Test
    void what_only_looks_like_a_stop_string_is_said_in_full() {
        Generated found = say(Sampling.greedy().withStop("STOP"), single("a STO. SSTO SSTOP"));
        assertThat(found.text()).isEqualTo("a STO. SSTO S");
        assertThat(String.join("", pieces)).isEqualTo("a STO. SSTO S");
    }

    @Test
    void text_held_for_a_stop_string_is_told_when_the_answer_ends() {
        Generated found = say(Sampling.greedy().withStop("STOP"), single("a STO"));
        assertThat(found.text()).isEqualTo("a STO");
        assertThat(found.finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(String.join("", pieces)).isEqualTo("a STO");
    }

    @Test
    void the_first_of_several_stop_strings_counts() {
        assertThat(say("the cat sat on the mat", "mat", "sat").text()).isEqualTo("the cat ");
        assertThat(say(Sampling.greedy().withStop("abcd", "bc"), single("xabcd"))
                        .text())
                .isEqualTo("xa");
    }

    @Test
    void a_stop_string_of_characters_that_take_several_tokens_is_met() {
        Generated found = say("naïve 日本 café 本日 日", "本日");
        assertThat(found.text()).isEqualTo("naïve 日本 café ");
        assertThat(String.join("", pieces)).isEqualTo(found.text());
    }

    @Test
    void characters_come_whole_and_pieces_joined_are_the_text() {
        Generated found = say("naïve 日本 café \uD83D\uDE00!");
        assertThat(found.text()).isEqualTo("naïve 日本 café \uD83D\uDE00!");
        assertThat(String.join("", pieces)).isEqualTo(found.text());
        assertThat(pieces).allSatisfy(piece -> {
            assertThat(piece).isNotEmpty().doesNotContain("\uFFFD");
            assertThat(Character.isHighSurrogate(piece.charAt(piece.length() - 1)))
                    .isFalse();
        });
    }

    @Test
    void half_a_character_at_the_end_shows_as_a_replacement() {
        int[] ids = tokenizer.encode("\uD83D\uDE00", false);
        assertThat(ids.length).isGreaterThan(1);
        assertThat(say(Sampling.greedy(), Arrays.copyOf(ids, ids.length - 1)).text())
                .isEqualTo("\uFFFD");
        assertThat(String.join("", pieces)).isEqualTo("\uFFFD");
    }

    @Test
    void random_texts_are_cut_where_a_search_over_the_whole_finds_the_stop_string() {
        Random random = new Random(4);
        for (int trial = 0; trial < 25; trial++) {
            String text = letters(random, 40);
            String stop = letters(random, 1 + random.nextInt(4));
            pieces.clear();
            Generated found = say(text, stop);
            String expected = text.contains(stop) ? text.substring(0, text.indexOf(stop)) : text;
            assertThat(found.text()).as(text + " until " + stop).isEqualTo(expected);
            assertThat(String.join("", pieces)).isEqualTo(expected);
        }
    }

    private static String letters(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> List.of("a", "b", "é", " ", "日").get(random.nextInt(5)))
                .collect(Collectors.joining());
    }

    @Test
    void a_listener_that_has_enough_stops_the_answer_where_it_heard_last() {
        List<String> heard = new ArrayList<>();
        Generated found = new Generator(decoder, tokenizer, List.of(saying(single("one two STO three"))))
                .generate(PROMPT, Sampling.greedy().withStop("STOP", " three"), (row, text) -> {
                    heard.add(text);
                    return heard.size() < 5;
                })
                .getFirst();
        assertThat(found.text()).isEqualTo(String.join("", heard));
        assertThat(found.finish()).isEqualTo(FinishReason.OTHER);
        assertThat(heard).hasSize(5);
    }

    @Test
    void a_listener_stops_its_own_row_only() {
        List<int[]> prompts = List.of(new int[] {5}, new int[] {6, 7});
        List<Generated> found = Generator.of(decoder, tokenizer)
                .generate(prompts, Sampling.greedy().withMaxTokens(12), (row, text) -> row == 1);
        assertThat(found.get(0).finish()).isEqualTo(FinishReason.OTHER);
        assertThat(found.get(1).finish()).isEqualTo(FinishReason.LENGTH);
        assertThat(found.get(1).ids())
                .isEqualTo(free(Sampling.greedy().withMaxTokens(12), 6, 7).ids());
    }

    @Test
    void an_end_token_ends_the_answer_and_is_no_part_of_it() {
        int end = tokenizer.endIds().iterator().next();
        Generated found = say(Sampling.greedy().withTopLogprobs(1), 70, 71, end, 72);
        assertThat(found.ids()).containsExactly(70, 71);
        assertThat(found.logProbabilities()).hasSize(2);
        assertThat(found.top()).hasSize(2);
        assertThat(found.finish()).isEqualTo(FinishReason.STOP);
    }

    @Test
    void processors_see_the_whole_sequence_and_work_in_order() {
        List<Integer> seen = new ArrayList<>();
        LogitProcessor first = (sequence, prompt, logits) -> {
            seen.add(sequence.length());
            assertThat(prompt).isEqualTo(3);
            assertThat(sequence.at(0)).isEqualTo(70);
            assertThat(sequence.at(sequence.length() - 1)).isEqualTo(sequence.length() > 3 ? 100 : 72);
            Arrays.fill(logits, 0);
        };
        LogitProcessor second = (sequence, prompt, logits) -> logits[100] += 1;
        Generated found = new Generator(decoder, tokenizer, List.of(first, second))
                .generate(PROMPT, Sampling.greedy().withMaxTokens(4), GenerationListener.SILENT)
                .getFirst();
        assertThat(found.ids()).containsExactly(100, 100, 100, 100);
        assertThat(seen).containsExactly(3, 4, 5, 6);
        assertThat(found.logProbabilities()[0]).isNotEqualTo(found.logProbabilities()[1]);
    }

    @Test
    void log_probabilities_are_the_models_own_whatever_processors_and_sampling_do() {
        int[] free = free(Sampling.greedy().withMaxTokens(3), 70, 71, 72).ids();
        Generated plain = free(Sampling.greedy().withMaxTokens(3).withTopLogprobs(2), 70, 71, 72);
        Generated forced = say(Sampling.greedy().withTopLogprobs(2).withPenalties(1.5, 1, 1), free);
        assertThat(forced.ids()).isEqualTo(plain.ids());
        assertThat(forced.logProbabilities()).isEqualTo(plain.logProbabilities());
        assertThat(forced.top()[0].ids()).isEqualTo(plain.top()[0].ids());
    }

    @Test
    void an_answer_ends_where_the_context_does() {
        int[] prompt = new int[TinyFolder.CONTEXT - 3];
        Generated found = free(Sampling.standard().withSeed(1).withMaxTokens(50), prompt);
        assertThat(found.ids().length).isLessThanOrEqualTo(3);
        assertThat(found.ids().length == 3 ? FinishReason.LENGTH : FinishReason.STOP)
                .isEqualTo(found.finish());
        List<int[]> both = List.of(prompt, new int[] {9});
        List<Generated> batch = Generator.of(decoder, tokenizer)
                .generate(both, Sampling.standard().withSeed(1).withMaxTokens(63), GenerationListener.SILENT);
        assertThat(batch.get(0).ids()).isEqualTo(found.ids());
    }

    @Test
    void prompts_without_room_or_without_a_token_are_refused() {
        assertThatThrownBy(() -> free(Sampling.greedy(), new int[TinyFolder.CONTEXT]))
                .hasMessageContaining("ASSAY-4060")
                .hasMessageContaining("it has 64 tokens")
                .hasMessageContaining("context holds 64")
                .hasMessageContaining("at least 1 tokens");
        assertThatThrownBy(() -> free(Sampling.greedy())).hasMessageContaining("ASSAY-4061");
        assertThat(Generator.of(decoder, tokenizer).generate(List.of(), Sampling.greedy(), GenerationListener.SILENT))
                .isEmpty();
    }

    @Test
    void an_answer_keeps_its_first_space_where_the_tokenizer_marks_words_by_one() {
        Path other = Fixtures.pieces(folder.resolve("pieces"));
        try (Tokenizer pieceTokenizer = Tokenizers.open(other)) {
            int[] prompt = pieceTokenizer.encode("the", true);
            int[] answer = {pieceTokenizer.id("▁cat").orElseThrow()};
            Generator generator = new Generator(decoder, pieceTokenizer, List.of(saying(answer)));
            Sampling sampling = Sampling.greedy().withMaxTokens(1);
            assertThat(generator
                            .generate(List.of(prompt), sampling, GenerationListener.SILENT)
                            .getFirst()
                            .text())
                    .isEqualTo(" cat");
            int[] beginning = {pieceTokenizer.bos().orElseThrow()};
            assertThat(generator
                            .generate(List.of(beginning), sampling, GenerationListener.SILENT)
                            .getFirst()
                            .text())
                    .isEqualTo("cat");
        }
    }
}
