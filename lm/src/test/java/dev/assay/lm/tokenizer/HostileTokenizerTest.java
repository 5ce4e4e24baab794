package dev.assay.lm.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged and hostile files: one problem each, and the process lives on.
class HostileTokenizerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "garbage",
                "{\"model\": 3}",
                "{\"model\": {\"type\": \"BPE\"}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": [], \"merges\": []}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": -1}, \"merges\": []}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 99999999999}, \"merges\": []}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 0}, \"merges\": []}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a z\"]}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [7]}}",
                "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": []}} trailing"
            })
    void a_file_that_is_no_tokenizer_is_one_problem(String json) throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), json);
        refused("ASSAY-4041");
    }

    @Test
    void deep_nesting_is_refused() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{\"normalizer\":" + "[".repeat(100_000));
        refused("ASSAY-4041");
    }

    @Test
    void a_huge_file_is_refused_without_being_read_whole() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(folder.resolve("tokenizer.json").toFile(), "rw")) {
            file.setLength(3L << 30);
        }
        refused("ASSAY-4041");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            /normalizer                         ; {"type": "Precompiled", "precompiled_charsmap": "AAAA"}
            /normalizer                         ; {"type": "Prepend", "prepend": ""}
            /normalizer                         ; {"type": "Replace", "pattern": {"Regex": ""}, "content": "x"}
            /pre_tokenizer                      ; {"type": "Split", "pattern": {"Regex": "(?:a|aa)+c"}}
            /pre_tokenizer                      ; {"type": "Split", "pattern": {"Regex": "(a)\\\\1"}}
            /pre_tokenizer                      ; {"type": "Split", "pattern": {"Regex": "a+*"}}
            /post_processor                     ; {"type": "RobertaProcessing", "sep": ["x", 1]}
            /decoder                            ; {"type": "WordPiece", "prefix": "##"}
            /decoder                            ; {"type": "Sequence", "decoders": [{"type": "Fuse"}, {"type": "Fuse"}]}
            /model/type                         ; "Unigram"
            /model/dropout                      ; 0.1
            /model/continuing_subword_prefix    ; "####"
            """)
    void parts_that_could_stop_the_process_or_give_wrong_ids_are_refused(String place, String value)
            throws IOException {
        write(place, value);
        refused("ASSAY-4042");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            /post_processor/special_tokens      ; {}
            /post_processor/special_tokens      ; {"<s>": {"id": "<s>", "ids": [4294967295], "tokens": ["<s>"]}}
            /added_tokens                       ; [{"id": 4000, "content": "far away"}]
            /added_tokens                       ; [{"content": "no id"}]
            /normalizer                         ; {"type": 3}
            /normalizer                         ; {"type": "Sequence"}
            """)
    void parts_that_contradict_themselves_are_refused(String place, String value) throws IOException {
        write(place, value);
        refused("ASSAY-4041");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{\"eos_token\": ", "{\"added_tokens_decoder\": {\"x\": {\"content\": \"y\"}}}"})
    void a_damaged_configuration_is_one_problem(String json) throws IOException {
        Fixtures.pieces(folder);
        Files.writeString(folder.resolve("tokenizer_config.json"), json);
        refused("ASSAY-4041");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s+",
                "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+|\\s++$",
                "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|\\s*[\\r\\n]+|\\s+(?!\\S)"
            })
    void patterns_as_published_models_use_them_pass_or_say_why_not(String pattern) {
        assertThat(SplitPattern.fault(pattern).isPresent()).isEqualTo(pattern.contains("3}+"));
    }

    @Property(tries = 60)
    void a_file_cut_anywhere_is_one_problem(@ForAll @IntRange(min = 0, max = 999) int permille) throws IOException {
        byte[] whole = TokenizerJson.JSON.writeValueAsBytes(Fixtures.piecesJson());
        int length = whole.length * permille / 1000;
        assertThatThrownBy(() -> TokenizerJson.read(Arrays.copyOf(whole, length), "cut"))
                .isInstanceOfSatisfying(
                        AssayException.class, cut -> assertThat(cut.problems()).hasSize(1));
    }

    @Property(tries = 400)
    void a_file_with_changed_bytes_opens_and_works_or_is_one_problem(
            @ForAll @IntRange(min = 0, max = 100_000) int place, @ForAll byte value) throws IOException {
        byte[] json = TokenizerJson.JSON.writeValueAsBytes(Fixtures.piecesJson());
        json[place % json.length] = value;
        try {
            TokenizerJson tokens = TokenizerJson.read(json, "changed");
            SpecialTokens special = new SpecialTokens(
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    Set.of(),
                    new SpecialTokens.Frame.Template());
            String text = new String(json, StandardCharsets.UTF_8);
            try (Tokenizer tokenizer = NativeTokenizer.open(text, tokens, special, "changed")) {
                tokenizer.decode(tokenizer.encode("the cat é 😀 <s>"));
            }
        } catch (AssayException refused) {
            assertThat(refused.problems()).hasSize(1);
        }
    }

    private void write(String place, String value) throws IOException {
        ObjectNode json = Fixtures.piecesJson();
        int cut = place.lastIndexOf('/');
        ((ObjectNode) json.at(place.substring(0, cut)))
                .set(place.substring(cut + 1), TokenizerJson.JSON.readTree(value));
        Fixtures.write(folder.resolve("tokenizer.json"), json);
    }

    private void refused(String code) {
        assertThatThrownBy(() -> Tokenizers.open(folder)).isInstanceOfSatisfying(AssayException.class, refused -> {
            assertThat(refused.problems()).hasSize(1);
            assertThat(List.of(refused.problems().getFirst().code())).containsExactly(code);
            assertThat(refused.exitCode()).isEqualTo(ExitCode.of(4));
        });
    }
}
