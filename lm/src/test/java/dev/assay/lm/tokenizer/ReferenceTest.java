package dev.assay.lm.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real tokenizers against the ids that independent implementations give.
class ReferenceTest {
    @ParameterizedTest
    @ValueSource(strings = {"stories260K", "qwen2_stories_1m"})
    void the_tokenizer_of_a_real_model_gives_the_reference_ids(String name) throws IOException {
        Path folder = SharedData.models(name);
        try (Tokenizer tokenizer = Tokenizers.open(folder)) {
            JsonNode strings =
                    SharedData.json(folder.resolve("tokenizer_reference.json")).path("strings");
            assertThat(strings).isNotEmpty();
            for (JsonNode string : strings) {
                String text = string.path("text").textValue();
                int[] ids = SharedData.ids(string.path("ids"));
                assertThat(tokenizer.encode(text)).as(text).containsExactly(ids);
                assertThat(tokenizer.decode(ids, true)).isEqualTo(text);
                assertThat(streamed(tokenizer, ids, true)).isEqualTo(text);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "qwen3", "llama2"})
    void a_published_tokenizer_gives_the_reference_ids(String name, @TempDir Path temporary) throws IOException {
        Path folder = SharedData.models("tokenizers/" + name);
        try (Tokenizer tokenizer = Tokenizers.open(SharedData.unpacked(folder, temporary))) {
            JsonNode strings = SharedData.json(folder.resolve("reference.json")).path("strings");
            assertThat(strings).isNotEmpty();
            for (JsonNode string : strings) {
                String text = string.path("text").textValue();
                int[] ids = SharedData.ids(string.path("ids"));
                assertThat(tokenizer.encode(text, false)).as(text).containsExactly(ids);
                if (string.has("ids_with_special")) {
                    int[] special = SharedData.ids(string.path("ids_with_special"));
                    assertThat(tokenizer.encode(text)).as(text).containsExactly(special);
                    assertThat(tokenizer.encoding(text, true).ids()).containsExactly(special);
                }
                if (string.has("decoded")) {
                    String decoded = string.path("decoded").textValue();
                    assertThat(tokenizer.decode(ids)).isEqualTo(decoded);
                    assertThat(streamed(tokenizer, ids, false)).isEqualTo(decoded);
                }
            }
        }
    }

    private static String streamed(Tokenizer tokenizer, int[] ids, boolean skipSpecialTokens) {
        StreamingDecoder decoder = tokenizer.stream(skipSpecialTokens);
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(decoder.push(id));
        }
        return text.append(decoder.finish()).toString();
    }
}
