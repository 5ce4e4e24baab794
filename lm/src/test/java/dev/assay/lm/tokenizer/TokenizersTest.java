package dev.assay.lm.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizersTest {
    @TempDir
    Path folder;

    @Test
    void a_sentencepiece_style_tokenizer_falls_back_to_bytes() {
        try (Tokenizer tokenizer = Tokenizers.open(Fixtures.pieces(folder))) {
            int[] ids = tokenizer.encode("the cat é");
            int blank = id(tokenizer, "▁");
            assertThat(ids).containsExactly(1, id(tokenizer, "▁the"), id(tokenizer, "▁cat"), blank, 3 + 0xC3, 3 + 0xA9);
            assertThat(tokenizer.decode(ids)).isEqualTo("<s> the cat é");
            assertThat(tokenizer.decode(ids, true)).isEqualTo("the cat é");
            assertThat(tokenizer.encode("the cat é", false)).hasSize(5);
            assertThat(tokenizer.bos()).hasValue(1);
            assertThat(tokenizer.eos()).hasValue(2);
            assertThat(tokenizer.pad()).isEmpty();
            assertThat(tokenizer.specialIds()).containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    void a_tokens_bytes_are_those_of_the_running_text() {
        try (Tokenizer tokenizer = Tokenizers.open(Fixtures.pieces(folder))) {
            assertThat(tokenizer.bytes(id(tokenizer, "▁cat")))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(" cat");
            assertThat(tokenizer.bytes(3 + 0xC3)).containsExactly(0xC3);
            assertThat(tokenizer.bytes(9_999)).isEmpty();
            assertThat(tokenizer.token(3 + 0x0A)).isEqualTo("<0x0A>");
            assertThatThrownBy(() -> tokenizer.token(9_999)).hasMessageContaining("ASSAY-4043");
        }
    }

    @Test
    void a_text_far_longer_than_the_files_own_limit_is_not_cut() {
        try (Tokenizer tokenizer = Tokenizers.open(Fixtures.pieces(folder))) {
            assertThat(tokenizer.encode("the cat ".repeat(2_000), false)).hasSizeGreaterThan(4_000);
        }
    }

    @Test
    void spans_name_the_text_of_each_token() {
        try (Tokenizer tokenizer = Tokenizers.open(Fixtures.pieces(folder))) {
            Encoding encoding = tokenizer.encoding("the 😀cat", true);
            assertThat(encoding.ids()[0]).isEqualTo(1);
            assertThat(encoding.starts()).containsExactly(0, 0, 3, 4, 4, 4, 4, 6, 7, 8);
            assertThat(encoding.ends()).containsExactly(0, 3, 4, 6, 6, 6, 6, 7, 8, 9);
            assertThat(encoding.touches(0, 0, 9)).isFalse();
            assertThat(encoding.touches(1, 0, 1)).isTrue();
            assertThat(encoding.touches(1, 3, 4)).isFalse();
        }
    }

    @Test
    void lone_surrogates_become_one_replacement_character_each() {
        try (Tokenizer tokenizer = Tokenizers.open(Fixtures.byteLevel(folder))) {
            Encoding encoding = tokenizer.encoding("a\uD800b\uDC00", false);
            assertThat(tokenizer.decode(encoding.ids())).isEqualTo("a\uFFFDb\uFFFD");
            assertThat(encoding.ends()[encoding.size() - 1]).isEqualTo(4);
        }
    }

    @Test
    void the_zero_character_survives() {
        try (Tokenizer tokenizer = Tokenizers.open(Fixtures.byteLevel(folder))) {
            assertThat(tokenizer.decode(tokenizer.encode("a\0b"))).isEqualTo("a\0b");
        }
    }

    @Test
    void ids_without_a_token_decode_to_nothing() {
        try (Tokenizer tokenizer = Tokenizers.open(Fixtures.byteLevel(folder))) {
            assertThat(tokenizer.decode(new int[] {'h', 5_000, 'i', -1})).isEqualTo("hi");
        }
    }

    @Test
    void the_configuration_overrules_the_template_where_it_says_so() throws IOException {
        Fixtures.pieces(folder);
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"tokenizer_class": "LlamaTokenizerFast", "bos_token": "<s>", "eos_token": "</s>",
                 "add_bos_token": false, "add_eos_token": true}""");
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            Encoding encoding = tokenizer.encoding("the", true);
            assertThat(encoding.ids()).containsExactly(id(tokenizer, "▁the"), 2);
            assertThat(encoding.ids()).containsExactly(tokenizer.encode("the"));
            assertThat(encoding.starts()).containsExactly(0, 3);
            assertThat(encoding.ends()).containsExactly(3, 3);
        }
    }

    @Test
    void end_ids_come_from_the_generation_configuration_too() throws IOException {
        Fixtures.pieces(folder);
        Files.writeString(folder.resolve("generation_config.json"), "{\"eos_token_id\": [2, 7]}");
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            assertThat(tokenizer.endIds()).containsExactlyInAnyOrder(2, 7);
        }
    }

    @Test
    void ids_in_the_model_configuration_fill_in_for_names_that_no_file_gives() throws IOException {
        Fixtures.pieces(folder);
        Files.delete(folder.resolve("tokenizer_config.json"));
        Files.writeString(folder.resolve("config.json"), "{\"bos_token_id\": 1, \"eos_token_id\": 2}");
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            assertThat(tokenizer.bos()).hasValue(1);
            assertThat(tokenizer.eos()).hasValue(2);
        }
    }

    @Test
    void tokens_that_only_the_configuration_adds_are_found_in_text() throws IOException {
        Fixtures.pieces(folder);
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"added_tokens_decoder": {"272": {"content": "<call>", "special": true, "lstrip": false,
                  "rstrip": false, "normalized": false, "single_word": false}}}""");
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            assertThat(tokenizer.encode("<call>", false)).containsExactly(272);
            assertThat(tokenizer.decode(new int[] {272}, true)).isEmpty();
            assertThat(tokenizer.vocabulary()).isEqualTo(273);
        }
    }

    @Test
    void the_older_form_of_two_files_gives_the_same_ids() throws IOException {
        Path modern = Fixtures.byteLevel(folder.resolve("modern"));
        Path older = Files.createDirectories(folder.resolve("older"));
        ObjectNode json = Fixtures.object(Files.readString(modern.resolve("tokenizer.json")));
        ObjectNode vocabulary = json.withObject("/model/vocab");
        vocabulary.put("<|endoftext|>", vocabulary.size());
        Fixtures.write(older.resolve("vocab.json"), vocabulary);
        StringBuilder merges = new StringBuilder("#version: 0.2\n");
        json.withArray("/model/merges")
                .forEach(merge -> merges.append(merge.textValue()).append('\n'));
        Files.writeString(older.resolve("merges.txt"), merges);
        try (Tokenizer first = Tokenizers.open(modern);
                Tokenizer second = Tokenizers.open(older)) {
            String text = "the cat's naïve 日本 42<|endoftext|>\n\n x";
            assertThat(second.encode(text)).containsExactly(first.encode(text));
            assertThat(second.specialIds()).hasSize(1);
        }
    }

    @Test
    void a_merge_that_is_no_pair_is_named_by_its_line() throws IOException {
        Files.writeString(folder.resolve("vocab.json"), "{\"a\": 0, \"b\": 1, \"ab\": 2}");
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\nab\n");
        assertThatThrownBy(() -> Tokenizers.open(folder))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4041")
                .hasMessageContaining("line 3");
    }

    @Test
    void a_folder_without_a_tokenizer_says_what_is_needed() {
        assertThatThrownBy(() -> Tokenizers.open(folder))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4040")
                .hasMessageContaining("tokenizer.json")
                .hasMessageContaining("merges.txt");
        assertThatThrownBy(() -> Tokenizers.open(folder.resolve("none"))).hasMessageContaining("ASSAY-4040");
    }

    @Test
    void a_special_token_that_the_vocabulary_lacks_is_refused() throws IOException {
        Fixtures.pieces(folder);
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"eos_token\": \"<|im_end|>\"}");
        assertThatThrownBy(() -> Tokenizers.open(folder))
                .isInstanceOf(AssayException.class)
                .hasMessageContaining("ASSAY-4041")
                .hasMessageContaining("<|im_end|>");
    }

    @Test
    void a_closed_tokenizer_refuses_to_work_and_may_be_closed_again() {
        Tokenizer tokenizer = Tokenizers.open(Fixtures.byteLevel(folder));
        tokenizer.close();
        tokenizer.close();
        assertThatThrownBy(() -> tokenizer.encode("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> tokenizer.decode(new int[] {1})).isInstanceOf(IllegalStateException.class);
    }

    private static int id(Tokenizer tokenizer, String token) {
        return tokenizer.id(token).orElseThrow();
    }
}
