package dev.assay.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.base.internal.JsonFaults;
import dev.assay.base.internal.StrictMapper;
import dev.assay.base.internal.StrictText;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The one door to JSON.
///
/// Reading is strict. Refused are: text that is not UTF-8, duplicate keys, anything after the value, keys that
/// the record does not have, a missing or null value that is no `Optional`, a value of another type (no text for
/// a number, no fraction for an integer), nesting deeper than 256, a string longer than 64 MiB, a file larger
/// than [#MOST_BYTES]. A byte order mark at the start of a file is passed over.
///
/// Writing keeps the order of a record's components and sorts the keys of maps, so that equal values give equal
/// bytes. JSON has no spelling for numbers that are not finite; they are written as the strings `"NaN"`,
/// `"Infinity"` and `"-Infinity"`, and a `double` reads these back. An empty `Optional` is written as `null`.
///
/// Problems: `ASSAY-4001` (the file cannot be read), `ASSAY-4002` (not valid JSON), `ASSAY-4003` (valid JSON
/// that does not fit), each with file, line, column and field.
public final class Json {
    /// The size of the largest file that is read, 512 MiB.
    public static final long MOST_BYTES = 512L << 20;

    private static final StrictText.Codes CODES = new StrictText.Codes("ASSAY-4001", "ASSAY-4002");
    private static final String NO_FILE = "JSON text";
    private static final JsonMapper MAPPER = StrictMapper.create();
    private static final ObjectWriter PRETTY = StrictMapper.pretty(MAPPER);

    private Json() {}

    /// A file as a value of this type.
    ///
    /// @throws AssayException if it cannot be read or does not fit
    public static <T> T read(Path file, Class<T> type) {
        return parse(StrictText.read(file, MOST_BYTES, CODES), file.toString(), type);
    }

    /// A text as a value of this type.
    ///
    /// @throws AssayException if it does not fit
    public static <T> T parse(String text, Class<T> type) {
        return parse(text, NO_FILE, type);
    }

    /// A text as a value of this type.
    ///
    /// @param source what a problem names as the text's place, such as a file or an address
    /// @throws AssayException if it does not fit
    public static <T> T parse(String text, String source, Class<T> type) {
        try {
            return orRefuse(MAPPER.readValue(text, type), source);
        } catch (JsonProcessingException e) {
            throw JsonFaults.of(e, source);
        }
    }

    /// A file as a tree.
    ///
    /// @throws AssayException if it cannot be read or is no JSON
    public static JsonNode tree(Path file) {
        return tree(StrictText.read(file, MOST_BYTES, CODES), file.toString());
    }

    /// A text as a tree.
    ///
    /// @throws AssayException if it is no JSON
    public static JsonNode tree(String text) {
        return tree(text, NO_FILE);
    }

    /// A text as a tree.
    ///
    /// @param source what a problem names as the text's place
    /// @throws AssayException if it is no JSON
    public static JsonNode tree(String text, String source) {
        try {
            JsonNode node = MAPPER.readTree(text);
            if (node.isMissingNode()) {
                throw AssayException.of("ASSAY-4002", "There is no JSON here.", source, "check that it is not empty");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw JsonFaults.of(e, source);
        }
    }

    /// A tree as a value of this type.
    ///
    /// @param source what a problem names as the tree's place
    /// @throws AssayException if it does not fit
    public static <T> T convert(JsonNode node, String source, Class<T> type) {
        try {
            return orRefuse(MAPPER.treeToValue(node, type), source);
        } catch (JsonProcessingException e) {
            throw JsonFaults.of(e, source);
        }
    }

    /// A value as a tree, for those who add fields of their own.
    ///
    /// @throws IllegalArgumentException if this type has no form in JSON
    public static JsonNode toTree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /// A value as text for people: indented, ending in a line feed.
    ///
    /// @throws IllegalArgumentException if this type has no form in JSON
    public static String write(Object value) {
        return text(PRETTY, value) + "\n";
    }

    /// A value as one line, without a line feed at its end.
    ///
    /// @throws IllegalArgumentException if this type has no form in JSON
    public static String line(Object value) {
        return text(MAPPER.writer(), value);
    }

    private static String text(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value.getClass() + " has no form in JSON", e);
        }
    }

    private static <T> T orRefuse(@Nullable T value, String source) {
        if (value == null) {
            throw AssayException.of("ASSAY-4003", "The value is null.", source, "give a value");
        }
        return value;
    }
}
