package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteTokenizerTest {
    @TempDir
    Path folder;

    @Test
    void a_real_tokenizer_library_gives_each_byte_its_own_id() throws IOException {
        Shape shape = Shape.of(Family.LLAMA).withVocabulary(272);
        RandomCheckpoint.write(folder, shape, 1);
        try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(folder.resolve("tokenizer.json"))) {
            String text = "Héllo wörld\n\t €😀\u0000\u00ad ~";
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            long[] ids = tokenizer.encode(text).getIds();
            assertThat(ids).hasSize(bytes.length);
            for (int i = 0; i < bytes.length; i++) {
                assertThat(ids[i]).isEqualTo(bytes[i] & 0xFF);
            }
            assertThat(tokenizer.decode(ids)).isEqualTo(text);
            assertThat(tokenizer.encode("a<|endoftext|>b<|im_start|><|im_end|>").getIds())
                    .containsExactly('a', 256, 'b', 257, 258);
        }
    }

    @Test
    void every_byte_has_a_letter_of_its_own() {
        assertThat(IntStream.range(0, 256).mapToObj(ByteTokenizer::letter).distinct())
                .hasSize(256);
        assertThat(ByteTokenizer.letter(' ')).isEqualTo('Ġ');
        assertThat(ByteTokenizer.letter('\n')).isEqualTo('Ċ');
    }
}
