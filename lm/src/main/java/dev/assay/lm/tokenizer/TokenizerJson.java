package dev.assay.lm.tokenizer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.util.Set;

/// What a `tokenizer.json` says, read in one pass and checked before the native library sees it.
///
/// @param vocabulary all tokens
/// @param decoding   how tokens become text
record TokenizerJson(Vocabulary vocabulary, Decoding decoding) {
    /// The most entries of a vocabulary; the largest published ones have about 260,000.
    static final int MOST_TOKENS = 4_000_000;

    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(100)
                    .maxNameLength(100_000)
                    .build())
            .build());

    /// @param where names the file in problems
    /// @throws dev.assay.base.AssayException `ASSAY-4041` if it is damaged, `ASSAY-4042` if it uses a part
    ///     that is not supported
    static TokenizerJson read(byte[] json, String where) {
        try (JsonParser parser = JSON.createParser(json)) {
            return new Reader(parser, where).read();
        } catch (IOException fault) {
            throw Refusal.unreadable(where, "The file is not valid JSON: " + firstLine(fault) + ".");
        }
    }

    static String firstLine(Exception fault) {
        String message = String.valueOf(fault.getMessage());
        return message.lines().findFirst().orElse(message).strip();
    }

    /// One pass over the file.
    private static final class Reader {
        private final JsonParser parser;
        private final String where;
        private final Vocabulary.Builder vocabulary = new Vocabulary.Builder();
        private JsonNode added = NullNode.getInstance();
        private JsonNode decoder = NullNode.getInstance();
        private boolean merges;
        private int modelSize;

        Reader(JsonParser parser, String where) {
            this.parser = parser;
            this.where = where;
        }

        TokenizerJson read() throws IOException {
            expect(parser.nextToken(), JsonToken.START_OBJECT, "the file");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "model" -> model();
                    case "added_tokens" -> added = parser.readValueAsTree();
                    case "normalizer" -> TokenizerParts.checkNormalizer(tree(), where);
                    case "pre_tokenizer" -> TokenizerParts.checkPreTokenizer(tree(), where);
                    case "post_processor" -> TokenizerParts.checkPostProcessor(tree(), where);
                    case "decoder" -> decoder = tree();
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw Refusal.unreadable(where, "Something follows the end of the tokenizer.");
            }
            if (vocabulary.isEmpty() || !merges) {
                throw Refusal.unreadable(where, "The model has no vocabulary or no merges.");
            }
            addedTokens();
            return new TokenizerJson(vocabulary.build(), TokenizerParts.decoding(decoder, where));
        }

        private JsonNode tree() throws IOException {
            return JSON.readTree(parser);
        }

        private void model() throws IOException {
            expect(parser.currentToken(), JsonToken.START_OBJECT, "model");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                switch (field) {
                    case "type" -> mustBe(Set.of("BPE"), field);
                    case "vocab" -> vocab();
                    case "merges" -> merges();
                    case "continuing_subword_prefix", "end_of_word_suffix" -> mustBe(Set.of("", "null"), field);
                    case "dropout" -> mustBe(Set.of("0", "0.0", "null"), field);
                    default -> parser.skipChildren();
                }
            }
        }

        private void mustBe(Set<String> allowed, String field) throws IOException {
            String text = String.valueOf(parser.getValueAsString());
            parser.skipChildren();
            if (!allowed.contains(text)) {
                throw Refusal.unsupported(where + ", model." + field, "The value \"" + text + "\" is not supported.");
            }
        }

        private void vocab() throws IOException {
            expect(parser.currentToken(), JsonToken.START_OBJECT, "model.vocab");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String token = parser.currentName();
                expect(parser.nextToken(), JsonToken.VALUE_NUMBER_INT, "model.vocab, token \"" + token + "\"");
                vocabulary.add(token, id(parser.getLongValue(), token));
                modelSize++;
            }
            if (modelSize != vocabulary.differentIds()) {
                throw Refusal.unreadable(
                        where + ", model.vocab", "Two tokens have the same id, or one is named twice.");
            }
        }

        private int id(long id, String token) {
            if (id < 0 || id >= MOST_TOKENS) {
                throw Refusal.unreadable(
                        where + ", token \"" + token + "\"",
                        "The id " + id + " lies outside 0 to " + (MOST_TOKENS - 1) + ".");
            }
            return (int) id;
        }

        private void merges() throws IOException {
            expect(parser.currentToken(), JsonToken.START_ARRAY, "model.merges");
            parser.skipChildren();
            merges = true;
        }

        /// The native library gives added tokens the ids that it counts itself, whatever the file says.
        private void addedTokens() {
            int next = modelSize;
            for (JsonNode token : added) {
                JsonNode content = token.path("content");
                if (!content.isTextual() || !token.path("id").isIntegralNumber()) {
                    throw Refusal.unreadable(where + ", added_tokens", "An added token needs \"content\" and \"id\".");
                }
                int id = id(token.path("id").longValue(), content.textValue());
                int expected = vocabulary.id(content.textValue()).orElse(next);
                if (id != expected) {
                    throw Refusal.unreadable(
                            where + ", added_tokens, token \"" + content.textValue() + "\"",
                            "The token says id " + id + " but its place gives it " + expected + ".");
                }
                next = Math.max(next, id + 1);
                vocabulary.addAdded(
                        content.textValue(), id, token.path("special").asBoolean(false));
            }
        }

        private void expect(JsonToken found, JsonToken wanted, String place) {
            if (found != wanted) {
                throw Refusal.unreadable(where + ", " + place, "Found " + found + " where " + wanted + " must stand.");
            }
        }
    }
}
