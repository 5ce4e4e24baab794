package dev.assay.lm.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class StreamingDecoderTest {
    private static final List<Tokenizer> OPEN = new ArrayList<>();

    @BeforeContainer
    static void open() throws IOException {
        Path folder = Files.createTempDirectory("streaming");
        OPEN.add(Tokenizers.open(Fixtures.byteLevel(folder.resolve("bytes"))));
        OPEN.add(Tokenizers.open(Fixtures.pieces(folder.resolve("pieces"))));
        OPEN.add(with(folder.resolve("marked"), "{\"type\": \"Metaspace\", \"replacement\": \"▁\"}"));
        OPEN.add(with(
                folder.resolve("never"),
                "{\"type\": \"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"never\", \"split\": false}"));
        OPEN.add(with(folder.resolve("none"), "null"));
        OPEN.add(with(folder.resolve("fused"), "{\"type\": \"ByteFallback\"}"));
        try (var files = Files.walk(folder)) {
            files.sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile().delete());
        }
    }

    private static Tokenizer with(Path folder, String decoder) throws IOException {
        ObjectNode json = Fixtures.piecesJson();
        json.set("decoder", TokenizerJson.JSON.readTree(decoder));
        Fixtures.write(folder.resolve("tokenizer.json"), json);
        return Tokenizers.open(folder);
    }

    @AfterContainer
    static void close() {
        OPEN.forEach(Tokenizer::close);
        OPEN.clear();
    }

    @Property(tries = 500)
    void the_pieces_of_any_ids_join_to_their_decoded_text(@ForAll("anyIds") int[] ids, @ForAll boolean skip) {
        for (Tokenizer tokenizer : OPEN) {
            assertThat(String.join("", pieces(tokenizer, ids, skip))).isEqualTo(tokenizer.decode(ids, skip));
        }
    }

    @Property(tries = 300)
    void no_piece_ends_inside_a_character(@ForAll String text) {
        String clean = clean(text);
        for (Tokenizer tokenizer : OPEN.subList(0, 2)) {
            List<String> pieces = pieces(tokenizer, tokenizer.encode(clean, false), false);
            assertThat(String.join("", pieces)).isEqualTo(clean);
            assertThat(pieces).noneMatch(piece -> piece.contains("\uFFFD") && !clean.contains("\uFFFD"));
        }
    }

    @Property(tries = 200)
    void text_survives_a_round_trip(@ForAll String text) {
        String clean = clean(text);
        for (Tokenizer tokenizer : OPEN.subList(0, 2)) {
            assertThat(tokenizer.decode(tokenizer.encode(clean, false))).isEqualTo(clean);
        }
    }

    @Property(tries = 200)
    void spans_leave_no_gap(@ForAll String text) {
        for (Tokenizer tokenizer : OPEN.subList(0, 2)) {
            Encoding encoding = tokenizer.encoding(text, true);
            int covered = 0;
            for (int i = 0; i < encoding.size(); i++) {
                assertThat(encoding.starts()[i]).isLessThanOrEqualTo(covered);
                covered = Math.max(covered, encoding.ends()[i]);
            }
            assertThat(covered).isEqualTo(text.length());
        }
    }

    @Property(tries = 1)
    void a_character_of_four_tokens_comes_with_the_last() {
        List<String> pieces = pieces(OPEN.getFirst(), new int[] {0xF0, 0x9F, 0x98, 0x80, 'a'}, false);
        assertThat(pieces).containsExactly("", "", "", "😀", "a", "");
    }

    @Property(tries = 1)
    void nothing_can_be_added_after_the_end() {
        StreamingDecoder decoder = OPEN.getFirst().stream(false);
        decoder.finish();
        assertThatThrownBy(() -> decoder.push(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(decoder::finish).isInstanceOf(IllegalStateException.class);
    }

    /// Half of the ids are bytes that begin or continue characters, where the hard cases are.
    @Provide
    Arbitrary<int[]> anyIds() {
        Arbitrary<Integer> id = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 330),
                Arbitraries.integers().between(0x80, 0xFF),
                Arbitraries.of(0xE2, 0x82, 0xAC, 0xF0, 0x9F, 0x98, 0x80, 0xED, 0xA0, 0xC3, 0xE0, 0xF4, 0x90),
                Arbitraries.of(3 + 0xE2, 3 + 0x82, 3 + 0xAC, 3 + 0x41, 259, 260));
        return id.array(int[].class).ofMaxSize(12);
    }

    /// Without lone surrogates, and without the mark that stands for a space in one of the vocabularies.
    private static String clean(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replace('▁', '_');
    }

    private static List<String> pieces(Tokenizer tokenizer, int[] ids, boolean skip) {
        StreamingDecoder decoder = tokenizer.stream(skip);
        List<String> pieces = new ArrayList<>();
        for (int id : ids) {
            pieces.add(decoder.push(id));
        }
        pieces.add(decoder.finish());
        return pieces;
    }
}
