package dev.assay.tensor.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the JSON header of a safetensors file and refuses every header that does not describe exactly the bytes
/// there.
///
/// @param entries  the tensors, by name, in the header's order
/// @param metadata free text, by key
record Header(Map<String, Entry> entries, Map<String, String> metadata) {
    /// The largest header that is read.
    static final long MOST_BYTES = 100L << 20;

    private static final int MOST_DIMENSIONS = 16;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(16 << 20)
                    .maxNumberLength(20)
                    .build())
            .build();

    /// Says what is wrong with a header.
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1L;
        private final String place;

        Malformed(String what, String place) {
            super(what);
            this.place = place;
        }

        /// The part of the header, or the tensor.
        String place() {
            return place;
        }
    }

    /// @param json      the header's bytes
    /// @param dataBytes bytes after the header
    static Header parse(byte[] json, long dataBytes) throws Malformed {
        Map<String, Entry> entries = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            expect(parser.nextToken() == JsonToken.START_OBJECT, "The header is not a JSON object.", "header");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (name.equals("__metadata__")) {
                    readMetadata(parser, metadata);
                } else {
                    entries.put(name, entry(parser, name));
                }
            }
            expect(parser.currentToken() == JsonToken.END_OBJECT, "The header's JSON ends early.", "header");
            expect(parser.nextToken() == null, "Something follows the header's JSON object.", "header");
        } catch (IOException e) {
            throw new Malformed("The header is not valid JSON: " + firstLine(e), "header");
        }
        requireExactCover(entries, dataBytes);
        return new Header(entries, metadata);
    }

    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
    }

    private static void readMetadata(JsonParser parser, Map<String, String> metadata) throws IOException, Malformed {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "The metadata is not a JSON object.", "__metadata__");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            expect(
                    parser.nextToken() == JsonToken.VALUE_STRING,
                    "A metadata value is not a text.",
                    "__metadata__." + key);
            metadata.put(key, parser.getText());
        }
    }

    private static Entry entry(JsonParser parser, String name) throws IOException, Malformed {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "A tensor's entry is not a JSON object.", name);
        String type = "";
        List<Long> shape = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        boolean shaped = false;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            switch (key) {
                case "dtype" -> {
                    expect(parser.nextToken() == JsonToken.VALUE_STRING, "dtype is not a text.", name);
                    type = parser.getText();
                }
                case "shape" -> {
                    shape = wholeNumbers(parser, name, "shape", MOST_DIMENSIONS);
                    shaped = true;
                }
                case "data_offsets" -> offsets = wholeNumbers(parser, name, "data_offsets", 2);
                default -> throw new Malformed("A tensor's entry has the unknown key '" + key + "'.", name);
            }
        }
        expect(shaped, "A tensor has no shape.", name);
        expect(offsets.size() == 2, "data_offsets does not hold two numbers.", name);
        String given = type;
        StoredType stored = StoredType.named(type)
                .orElseThrow(() -> new Malformed("The number format '" + given + "' is not supported.", name));
        Entry entry = new Entry(name, stored, shape, offsets.get(0), offsets.get(1));
        requireSize(entry);
        return entry;
    }

    private static List<Long> wholeNumbers(JsonParser parser, String name, String key, int most)
            throws IOException, Malformed {
        expect(parser.nextToken() == JsonToken.START_ARRAY, key + " is not a list.", name);
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            expect(whole && parser.getLongValue() >= 0, key + " holds something that is not a size.", name);
            expect(numbers.size() < most, key + " has more than " + most + " numbers.", name);
            numbers.add(parser.getLongValue());
        }
        return numbers;
    }

    private static void requireSize(Entry entry) throws Malformed {
        expect(entry.begin() <= entry.end(), "data_offsets run backwards.", entry.name());
        try {
            long bytes = entry.type().bytes();
            for (long size : entry.shape()) {
                bytes = Math.multiplyExact(bytes, size);
            }
            expect(
                    bytes == entry.bytes(),
                    "Shape and number format need " + bytes + " bytes, data_offsets give " + entry.bytes() + ".",
                    entry.name());
        } catch (ArithmeticException e) {
            throw new Malformed("The shape is larger than any file.", entry.name());
        }
    }

    private static void requireExactCover(Map<String, Entry> entries, long dataBytes) throws Malformed {
        List<Entry> sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long at = 0;
        for (Entry entry : sorted) {
            expect(entry.begin() >= at, "Two tensors overlap at byte " + entry.begin() + ".", entry.name());
            expect(entry.begin() == at, "Bytes " + at + " to " + entry.begin() + " belong to no tensor.", entry.name());
            at = entry.end();
        }
        expect(
                at == dataBytes,
                at > dataBytes
                        ? "The file is cut short: tensors need " + at + " bytes, " + dataBytes + " are there."
                        : "The last " + (dataBytes - at) + " bytes of the file belong to no tensor.",
                sorted.isEmpty() ? "header" : sorted.getLast().name());
    }

    private static void expect(boolean holds, String what, String place) throws Malformed {
        if (!holds) {
            throw new Malformed(what, place);
        }
    }
}
