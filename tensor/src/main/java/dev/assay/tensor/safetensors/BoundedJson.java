package dev.assay.tensor.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// JSON parsing for text that nobody vouches for: strict UTF-8, bounded depth and length, no shared name table.
final class BoundedJson {
    private static final int DEEPEST = 8;

    private BoundedJson() {}

    /// A factory whose parsers refuse documents longer than `mostBytes` and deeper than eight levels.
    static JsonFactory factory(long mostBytes) {
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxDocumentLength(mostBytes)
                .maxStringLength((int) mostBytes)
                .build();
        return JsonFactory.builder()
                .streamReadConstraints(bounds)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /// Decodes while reading; a malformed byte is an exception, never a replacement character.
    static Reader utf8(byte[] json) {
        return new InputStreamReader(
                new ByteArrayInputStream(json),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /// What a person calls this kind of JSON.
    static String word(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list of whole numbers";
            case VALUE_STRING -> "a text";
            case VALUE_NUMBER_INT -> "a list of whole numbers";
            default -> token.name();
        };
    }
}
