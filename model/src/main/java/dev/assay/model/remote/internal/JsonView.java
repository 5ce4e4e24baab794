package dev.assay.model.remote.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// A look into JSON that never fails on what is not there: a missing field is a view of nothing.
///
/// The one place of this room that knows the JSON library. Texts are bounded by whoever read them; nesting is
/// bounded here.
public final class JsonView {
    private static final int DEEPEST_NESTING = 64;
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST_NESTING)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build());
    private static final ObjectReader READER =
            MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectWriter WRITER = MAPPER.writer();

    private final JsonNode node;

    private JsonView(JsonNode node) {
        this.node = node;
    }

    /// The JSON value that the whole text is.
    ///
    /// @throws NotJson if it is not one, or is nested deeper than 64
    public static JsonView parse(String text) throws NotJson {
        try {
            JsonNode node = READER.readTree(text);
            if (node.isMissingNode()) {
                throw new NotJson("the text is empty");
            }
            return new JsonView(node);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new NotJson(
                    place == null
                            ? "not JSON"
                            : "not JSON at line " + place.getLineNr() + ", column " + place.getColumnNr());
        }
    }

    /// The JSON text of maps, lists, texts, numbers and truth values, on one line.
    public static String write(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /// The field of an object, or a view of nothing.
    public JsonView at(String field) {
        return new JsonView(node.path(field));
    }

    /// The element of an array, or a view of nothing.
    public JsonView at(int index) {
        return new JsonView(node.path(index));
    }

    /// Whether there is a value here, other than `null`.
    public boolean present() {
        return !(node instanceof MissingNode) && !node.isNull();
    }

    /// Whether this is an array.
    public boolean isArray() {
        return node.isArray();
    }

    /// Whether this is an object.
    public boolean isObject() {
        return node.isObject();
    }

    /// The text, if this is one.
    public Optional<String> text() {
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /// The number, if this is a finite one.
    public OptionalDouble number() {
        return node.isNumber() && Double.isFinite(node.doubleValue())
                ? OptionalDouble.of(node.doubleValue())
                : OptionalDouble.empty();
    }

    /// The whole number, if this is one and fits an `int`.
    public OptionalInt integer() {
        return node.isIntegralNumber() && node.canConvertToInt()
                ? OptionalInt.of(node.intValue())
                : OptionalInt.empty();
    }

    /// The elements, if this is an array; otherwise none.
    public List<JsonView> items() {
        return node.isArray() ? node.valueStream().map(JsonView::new).toList() : List.of();
    }

    /// The fields in the order of the text, if this is an object; otherwise none.
    public List<Map.Entry<String, JsonView>> fields() {
        return node.isObject()
                ? node.propertyStream()
                        .map(field -> Map.entry(field.getKey(), new JsonView(field.getValue())))
                        .toList()
                : List.of();
    }
}
