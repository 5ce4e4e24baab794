package dev.assay.report.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The report room's only door to JSON: text to maps, lists, texts and numbers, and back.
///
/// Doubles keep every bit; those that JSON has no word for are the texts `NaN`, `Infinity` and `-Infinity`. A
/// key that stands twice is refused, and so is anything after the document's end.
final class JsonText {
    private static final int DEEPEST = 32;
    private static final int LONGEST_TEXT = 16 << 20;

    private final ObjectMapper mapper = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxStringLength(LONGEST_TEXT)
                            .maxNumberLength(64)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /// What is wrong with a text that is not JSON.
    ///
    /// @param what   the parser's words, without the text itself
    /// @param line   counted from 1
    /// @param column counted from 1
    record Fault(String what, int line, int column) {}

    /// A document, or what is wrong with it.
    record Parsed(@Nullable Object document, Optional<Fault> fault) {}

    Parsed parse(String text) {
        try {
            return new Parsed(mapper.readValue(text, Object.class), Optional.empty());
        } catch (JsonProcessingException wrong) {
            var place = wrong.getLocation();
            int line = place == null ? 1 : place.getLineNr();
            int column = place == null ? 1 : place.getColumnNr();
            return new Parsed(null, Optional.of(new Fault(wrong.getOriginalMessage(), line, column)));
        }
    }

    String write(Object document) {
        try {
            return mapper.writeValueAsString(document) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("maps, lists, texts and numbers are always JSON", impossible);
        }
    }
}
