package dev.assay.livebench.contamination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.base.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class JsonStringsTest {
    private static List<String> words(String json, String... fields) {
        List<String> all = new ArrayList<>();
        Words words = new Words(new WordSink() {
            @Override
            public void word(byte[] text, int length, long hash, long offset, long line) {
                all.add(new String(text, 0, length, StandardCharsets.UTF_8));
            }

            @Override
            public void gap() {
                all.add("|");
            }
        });
        JsonStrings strings = new JsonStrings(List.of(fields), words);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            strings.put(bytes[i], i);
        }
        return all;
    }

    @Test
    void only_the_named_field_is_read_wherever_it_stands() {
        assertThat(words("""
                {"id":"text","text" : "one two","note":"no"}
                {"meta":{"text":"three"},"other":["text","no"]}
                """, "text")).containsExactly("one", "two", "|", "three", "|");
        assertThat(words("[{\n  \"text\":\n \"one\"\n}]", "text")).containsExactly("one", "|");
        assertThat(words("{\"a\":\"one\",\"b\":\"two\"}", "a", "b")).containsExactly("one", "|", "two", "|");
    }

    @Test
    void a_field_that_holds_no_text_is_passed_over() {
        assertThat(words("{\"text\":5,\"x\":\"no\"} {\"text\":null,\"y\":\"no\"} {\"text\":{\"z\":\"no\"}}", "text"))
                .isEmpty();
    }

    @Test
    void escapes_are_read() {
        assertThat(words("{\"text\":\"a\\nb\\u00e9 \\\"q\\\" \\ud835\\udc00\\\\c\"}", "text"))
                .containsExactly("a", "bé", "q", "a", "c", "|");
        assertThat(words("{\"text\":\"x\\ud800y\\udc00z\"}", "text")).containsExactly("x", "y", "z", "|");
    }

    @Test
    void a_line_that_breaks_off_does_not_spoil_the_next() {
        assertThat(words("{\"text\":\"one tw\n{\"text\":\"three\"}\n{\"te\n{\"text\":\"four\"}", "text"))
                .containsExactly("one", "tw", "|", "three", "|", "four", "|");
    }

    @Property(tries = 300)
    void any_text_that_is_written_as_json_gives_its_own_words(@ForAll String text) {
        List<String> direct = new ArrayList<>();
        new Words(new WordSink() {
                    @Override
                    public void word(byte[] bytes, int length, long hash, long offset, long line) {
                        direct.add(new String(bytes, 0, length, StandardCharsets.UTF_8));
                    }

                    @Override
                    public void gap() {
                        direct.add("|");
                    }
                })
                .put(text);
        assertThat(words(Json.line(Map.of("text", text, "a", text)), "text")).isEqualTo(direct);
    }
}
