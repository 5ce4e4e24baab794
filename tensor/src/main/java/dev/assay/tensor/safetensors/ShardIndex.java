package dev.assay.tensor.safetensors;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which shard holds which tensor: the content of a `model.safetensors.index.json`.
///
/// @param metadata  what the writer left, numbers and truth values as text
/// @param weightMap from tensor name to the file name of its shard, in the index's order
record ShardIndex(Map<String, String> metadata, Map<String, String> weightMap) {
    /// An index for the most tensors that are read, with long names, has less.
    private static final long MOST_BYTES = 100_000_000;

    /// A plain name: no folder, no drive, nothing hidden.
    private static final Pattern SHARD = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.+ -]{0,200}\\.safetensors");

    ShardIndex {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        weightMap = Collections.unmodifiableMap(new LinkedHashMap<>(weightMap));
    }

    /// @throws AssayException `ASSAY-4014` if it is malformed, `ASSAY-4015` if it names a shard outside its
    /// folder
    static ShardIndex read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw Faults.index(file, "it has " + size + " bytes, at most " + MOST_BYTES + " are allowed");
            }
            return parse(file, Files.readAllBytes(file));
        } catch (IOException e) {
            throw Faults.file(
                    file, "The index cannot be read: " + e.getMessage() + ".", "check that you may read the file");
        }
    }

    private static ShardIndex parse(Path file, byte[] json) {
        try (JsonParser parser = BoundedJson.factory(MOST_BYTES).createParser(BoundedJson.utf8(json))) {
            return readAll(file, parser);
        } catch (JacksonException e) {
            throw Faults.index(file, "its JSON is malformed: " + Faults.quote(e.getOriginalMessage()));
        } catch (IOException e) {
            throw Faults.index(file, "its text is not UTF-8");
        }
    }

    private static ShardIndex readAll(Path file, JsonParser parser) throws IOException {
        Optional<Map<String, String>> metadata = Optional.empty();
        Optional<Map<String, String>> weightMap = Optional.empty();
        expect(file, parser.nextToken(), "the index");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            switch (key) {
                case "metadata" -> metadata = Optional.of(readScalars(file, parser, key, metadata));
                case "weight_map" -> weightMap = Optional.of(readShards(file, parser, key, weightMap));
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw Faults.index(file, "something follows its closing brace");
        }
        if (weightMap.isEmpty() || weightMap.get().isEmpty()) {
            throw Faults.index(file, "it has no weight_map, or an empty one");
        }
        return new ShardIndex(metadata.orElse(Map.of()), weightMap.get());
    }

    private static Map<String, String> readScalars(
            Path file, JsonParser parser, String key, Optional<Map<String, String>> before) throws IOException {
        Map<String, String> read = start(file, parser, key, before);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken().isScalarValue()) {
                put(file, read, name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return read;
    }

    private static Map<String, String> readShards(
            Path file, JsonParser parser, String key, Optional<Map<String, String>> before) throws IOException {
        Map<String, String> read = start(file, parser, key, before);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                throw Faults.index(file, "tensor " + Faults.quote(name) + " is not given the name of a file");
            }
            put(file, read, name, requirePlain(file, parser.getText()));
            if (read.size() > HeaderReader.MOST_TENSORS) {
                throw Faults.index(file, "it lists more than " + HeaderReader.MOST_TENSORS + " tensors");
            }
        }
        return read;
    }

    private static Map<String, String> start(
            Path file, JsonParser parser, String key, Optional<Map<String, String>> before) {
        if (before.isPresent()) {
            throw Faults.index(file, "the key " + key + " stands twice");
        }
        expect(file, parser.currentToken(), key);
        return new LinkedHashMap<>();
    }

    private static void put(Path file, Map<String, String> read, String name, String value) {
        if (read.put(name, value) != null) {
            throw Faults.index(file, "the name " + Faults.quote(name) + " stands twice");
        }
    }

    private static String requirePlain(Path file, String shard) {
        if (!SHARD.matcher(shard).matches()) {
            throw Faults.index(
                    file, "the shard " + Faults.quote(shard) + " is not the plain name of a .safetensors file");
        }
        return shard;
    }

    private static void expect(Path file, @org.jspecify.annotations.Nullable JsonToken found, String place) {
        if (found != JsonToken.START_OBJECT) {
            throw Faults.index(file, place + " should be an object");
        }
    }
}
