package dev.assay.lm.constrain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.base.Json;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonGrammarTest {
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final String PERSON = """
            {"type":"object","properties":{
              "name":{"type":"string","minLength":1,"maxLength":6},
              "age":{"type":"integer"},
              "tags":{"type":"array","items":{"enum":["a","b c",3,null]},"minItems":1,"maxItems":3},
              "boss":{"anyOf":[{"$ref":"#"},{"type":"null"}]},
              "score":{"type":["number","boolean"]}},
             "required":["name","tags","boss"],"additionalProperties":false}""";

    /// A token for each byte, some of several, and an end.
    private static final List<byte[]> TOKENS = tokens();

    private static final int END = TOKENS.size() - 1;

    private static final TokenTrie TRIE = TokenTrie.of(TOKENS.size(), TOKENS::get, Set.of(END));

    private static List<byte[]> tokens() {
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            all.add(new byte[] {(byte) i});
        }
        for (String text : List.of(
                "{\"", "\":", "\",\"", "name", "漢", "字\"", "é", "\\n", "\\u00", "true", "12", "\"}", " \"", "]",
                "null,")) {
            all.add(text.getBytes(UTF_8));
        }
        all.add(new byte[] {(byte) 0xE6, (byte) 0xBC});
        all.add(new byte[0]);
        return all;
    }

    private static boolean accepts(JsonGrammar grammar, String text) {
        return accepts(grammar, text.getBytes(UTF_8));
    }

    private static boolean accepts(JsonGrammar grammar, byte[] text) {
        Optional<JsonState> state = Optional.of(grammar.start());
        for (byte each : text) {
            state = state.flatMap(before -> before.advance(each));
        }
        return state.map(JsonState::accepts).orElse(false);
    }

    private static JsonGrammar schema(String schema) {
        return JsonGrammar.of(Json.tree(schema));
    }

    private static boolean isJson(byte[] text) {
        try {
            return !STRICT.readTree(UTF_8.newDecoder()
                            .decode(java.nio.ByteBuffer.wrap(text))
                            .toString())
                    .isMissingNode();
        } catch (JsonProcessingException | java.nio.charset.CharacterCodingException e) {
            return false;
        }
    }

    /// A text that a writer without any idea writes under the grammar.
    private static byte[] written(JsonGrammar grammar, long seed, int most) {
        Random random = new Random(seed);
        JsonState state = grammar.start();
        java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream();
        for (int i = 0; i < most; i++) {
            BitSet allowed = TRIE.allowed(state);
            int[] ids = allowed.stream().toArray();
            // The longer it is, the more it wants to end.
            if (state.accepts() && (ids.length == 0 || random.nextInt(4) == 0)) {
                return text.toByteArray();
            }
            assertThat(ids).as("after " + text.toString(UTF_8)).isNotEmpty();
            int[] closing = allowed.stream()
                    .filter(id -> id < 256 && "\"}]".indexOf(id) >= 0)
                    .toArray();
            int[] from = closing.length > 0 && random.nextInt(100) < i ? closing : ids;
            byte[] token = TOKENS.get(from[random.nextInt(from.length)]);
            text.writeBytes(token);
            for (byte each : token) {
                state = state.advance(each).orElseThrow();
            }
        }
        throw new AssertionError("no end: " + text.toString(UTF_8));
    }

    @Property(tries = 300)
    void whatever_is_written_is_an_object(@ForAll long seed) throws Exception {
        byte[] text = written(JsonGrammar.object(), seed, 5000);
        assertThat(isJson(text)).as(new String(text, UTF_8)).isTrue();
        assertThat(STRICT.readTree(text).isObject()).isTrue();
    }

    @Property(tries = 300)
    void whatever_is_written_keeps_to_the_schema(@ForAll long seed) throws Exception {
        byte[] text = written(schema(PERSON), seed, 5000);
        assertThat(isJson(text)).as(new String(text, UTF_8)).isTrue();
        requirePerson(STRICT.readTree(text));
    }

    private static void requirePerson(JsonNode person) {
        List<String> names = new ArrayList<>();
        person.fieldNames().forEachRemaining(names::add);
        assertThat(names).doesNotHaveDuplicates();
        assertThat(Set.of("name", "age", "tags", "boss", "score")).containsAll(names);
        assertThat(names).contains("name", "tags", "boss");
        String name = person.path("name").textValue();
        assertThat(name.codePointCount(0, name.length())).isBetween(1, 6);
        assertThat(person.path("tags").size()).isBetween(1, 3);
        person.path("tags")
                .forEach(tag ->
                        assertThat(List.of("\"a\"", "\"b c\"", "3", "null")).contains(tag.toString()));
        if (person.has("age")) {
            assertThat(person.path("age").isIntegralNumber()).isTrue();
        }
        if (person.has("score")) {
            assertThat(person.path("score").isNumber() || person.path("score").isBoolean())
                    .isTrue();
        }
        if (!person.path("boss").isNull()) {
            requirePerson(person.path("boss"));
        }
    }

    @Property(tries = 300)
    void what_jackson_does_not_read_is_not_accepted(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] text = written(JsonGrammar.object(), seed, 5000);
        byte[] changed = text.clone();
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        if (!isJson(changed)) {
            assertThat(accepts(JsonGrammar.object(), changed))
                    .as(new String(changed, UTF_8))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":1}",
                "{\"a\": -0.5e+10, \"b\": [true, false, null, []]}",
                "{\"\":\"\\u00e9\\n\\\"\\/\"}",
                "{\"漢字\":\"😀\"}",
                "{\"a\":{\"b\":{\"c\":[[[]]]}}}"
            })
    void objects_are_accepted(String text) {
        assertThat(accepts(JsonGrammar.object(), text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "{",
                "{}}",
                "{,}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{'a':1}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":tru}",
                "{\"a\":1,}",
                "{\"a\":[1,]}",
                "{  }",
                "{\"a\":  1}",
                "{\"a\":\"\\ud800\"}",
                "{\"a\":999999999999999999999}"
            })
    void other_texts_are_not(String text) {
        assertThat(accepts(JsonGrammar.object(), text)).isFalse();
    }

    @Test
    void broken_characters_are_not_accepted() {
        for (byte[] broken : List.of(
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF5, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xE6, (byte) 0xBC})) {
            java.io.ByteArrayOutputStream text = new java.io.ByteArrayOutputStream();
            text.writeBytes("{\"a\":\"".getBytes(UTF_8));
            text.writeBytes(broken);
            text.writeBytes("\"}".getBytes(UTF_8));
            assertThat(accepts(JsonGrammar.object(), text.toByteArray())).isFalse();
        }
    }

    @Test
    void properties_come_in_order_and_only_those_that_are_required_must() {
        JsonGrammar grammar = schema(
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"null\"},\"b\":{\"const\":{\"x\":[1]}},\"c\":{\"type\":\"boolean\"}},\"required\":[\"b\"]}");
        assertThat(accepts(grammar, "{\"b\":{\"x\":[1]}}")).isTrue();
        assertThat(accepts(grammar, "{\"a\":null,\"b\":{\"x\":[1]},\"c\":true}"))
                .isTrue();
        assertThat(accepts(grammar, "{\"a\":null}")).isFalse();
        assertThat(accepts(grammar, "{\"b\":{\"x\":[1]},\"a\":null}")).isFalse();
        assertThat(accepts(grammar, "{\"b\":{\"x\":[1]},\"d\":1}")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"string\",\"pattern\":\"a\"} | pattern",
                "{\"type\":\"number\",\"minimum\":1} | minimum",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"format\":\"date\"}}} | #/properties/a",
                "{\"type\":\"object\",\"additionalProperties\":true} | additionalProperties",
                "{\"oneOf\":[]} | oneOf",
                "{\"$ref\":\"#/$defs/none\"} | #/$defs/none",
                "{\"$ref\":\"#\"} | leads back",
                "{\"anyOf\":[{\"$ref\":\"#\"},{\"type\":\"null\"}]} | leads back",
                "{\"type\":\"object\",\"properties\":{},\"required\":[\"a\"]} | 'a'",
                "{\"type\":\"array\",\"minItems\":3,\"maxItems\":2} | minItems",
                "{\"type\":\"tuple\"} | tuple",
                "{\"enum\":[]} | no value",
                "{\"type\":\"string\",\"enum\":[1,2]} | no value",
                "{\"enum\":[\"a\"],\"const\":\"b\"} | no value",
                "{\"enum\":\"a\"} | not a list",
                "{\"type\":\"object\",\"required\":\"a\"} | required",
                "{\"type\":\"object\",\"properties\":[]} | properties",
                "{\"$defs\":5} | $defs",
                "7 | not a schema"
            })
    void what_is_not_understood_is_refused_by_name(String schema, String said) {
        assertThatThrownBy(() -> schema(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void values_are_those_that_are_of_the_type_too() {
        JsonGrammar grammar = schema("{\"type\":[\"string\",\"null\"],\"enum\":[\"a\",2,null,[\"a\"]]}");
        assertThat(accepts(grammar, "\"a\"")).isTrue();
        assertThat(accepts(grammar, "null")).isTrue();
        assertThat(accepts(grammar, "2")).isFalse();
        assertThat(accepts(grammar, "[\"a\"]")).isFalse();
    }

    @Test
    void schemas_of_any_size_end() {
        String deep = "{\"type\":\"array\",\"items\":".repeat(100) + "true" + "}".repeat(100);
        assertThatThrownBy(() -> schema(deep)).hasMessageContaining("too large");
        StringBuilder many = new StringBuilder("{\"enum\":[0");
        for (int i = 1; i < 2000; i++) {
            many.append(',').append(i);
        }
        assertThatThrownBy(() -> schema(many + "]}")).hasMessageContaining("2000 values");
    }

    @Test
    void an_empty_schema_is_any_value() {
        for (String text : List.of("1", "\"a\"", "null", "[{}]")) {
            assertThat(accepts(schema("{}"), text)).isTrue();
        }
    }

    @Test
    void the_tokens_that_may_come_next_are_those_whose_bytes_may() {
        JsonState state = JsonGrammar.object().start();
        for (byte each : "{\"a\": \"漢".getBytes(UTF_8)) {
            BitSet allowed = TRIE.allowed(state);
            for (int id = 0; id < TOKENS.size(); id++) {
                Optional<JsonState> after = Optional.of(state);
                for (byte next : TOKENS.get(id)) {
                    after = after.flatMap(before -> before.advance(next));
                }
                assertThat(allowed.get(id))
                        .as(new String(TOKENS.get(id), UTF_8))
                        .isEqualTo(id != END && after.isPresent());
            }
            state = state.advance(each).orElseThrow();
        }
    }

    @Test
    void states_after_which_the_same_may_come_are_one() {
        JsonState inside = JsonGrammar.object().start();
        for (byte each : "{\"a\":\"".getBytes(UTF_8)) {
            inside = inside.advance(each).orElseThrow();
        }
        assertThat(inside.advance((byte) 'x')).hasValue(inside);
        assertThat(inside.advance((byte) 'x').orElseThrow()).hasSameHashCodeAs(inside);
    }
}
