package dev.assay.lm.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.AssayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Checks the small parts of a `tokenizer.json` (everything but the vocabulary) before the native library
/// sees them.
///
/// The library aborts the process on some files that its own reader lets through, so only parts that are known
/// to be safe are passed on.
final class TokenizerParts {
    private static final Set<String> NORMALIZERS =
            Set.of("Sequence", "Prepend", "Replace", "NFC", "NFD", "NFKC", "NFKD", "Lowercase", "Strip");
    private static final Set<String> PRE_TOKENIZERS = Set.of(
            "Sequence", "ByteLevel", "Split", "Metaspace", "Digits", "Punctuation", "Whitespace", "WhitespaceSplit");
    private static final Set<String> POST_PROCESSORS = Set.of("Sequence", "ByteLevel", "TemplateProcessing");

    private TokenizerParts() {}

    static void checkNormalizer(JsonNode node, String where) {
        check(node, "normalizer", "normalizers", NORMALIZERS, where);
    }

    static void checkPreTokenizer(JsonNode node, String where) {
        check(node, "pre_tokenizer", "pretokenizers", PRE_TOKENIZERS, where);
    }

    static void checkPostProcessor(JsonNode node, String where) {
        check(node, "post_processor", "processors", POST_PROCESSORS, where);
    }

    private static void check(JsonNode node, String part, String children, Set<String> known, String where) {
        if (node.isNull()) {
            return;
        }
        String type = type(node, where, part);
        if (!known.contains(type)) {
            throw Refusal.unsupported(where + ", " + part, "The " + part + " \"" + type + "\" is not supported.");
        }
        switch (type) {
            case "Sequence" ->
                elements(node, children, where, part).forEach(child -> check(child, part, children, known, where));
            case "TemplateProcessing" -> checkTemplate(node, where);
            case "Prepend" -> checkLiteral(node.path("prepend"), where + ", " + part);
            case "Replace" -> checkLiteral(node.path("pattern").path("String"), where + ", " + part);
            case "Split" -> checkSplit(node.path("pattern"), where + ", " + part);
            default -> {}
        }
    }

    /// The native library stops the process when an empty match moves characters about.
    private static void checkLiteral(JsonNode text, String where) {
        if (text.asText("").isEmpty()) {
            throw Refusal.unsupported(where, "A Prepend or Replace normalizer needs a text that is not empty.");
        }
    }

    private static void checkSplit(JsonNode pattern, String where) {
        if (pattern.path("Regex").isTextual()) {
            SplitPattern.fault(pattern.path("Regex").textValue()).ifPresent(fault -> {
                throw Refusal.unsupported(where, fault);
            });
        }
    }

    /// The native library looks template tokens up without checking that they are there.
    private static void checkTemplate(JsonNode node, String where) {
        for (String form : List.of("single", "pair")) {
            for (JsonNode piece : elements(node, form, where, "post_processor")) {
                JsonNode special = piece.path("SpecialToken").path("id");
                if (special.isTextual()
                        && !isSpecial(node.path("special_tokens").path(special.textValue()))) {
                    throw Refusal.unreadable(
                            where + ", post_processor." + form,
                            "The template uses the token \"" + special.textValue()
                                    + "\", which special_tokens does not define.");
                }
            }
        }
    }

    private static boolean isSpecial(JsonNode token) {
        JsonNode ids = token.path("ids");
        JsonNode tokens = token.path("tokens");
        for (JsonNode id : ids) {
            if (!id.canConvertToInt() || id.intValue() < 0) {
                return false;
            }
        }
        return ids.isArray() && tokens.isArray() && !ids.isEmpty() && ids.size() == tokens.size();
    }

    /// Reads the `decoder`.
    static Decoding decoding(JsonNode node, String where) {
        if (node.isNull()) {
            return new Decoding.Spaced();
        }
        String type = type(node, where, "decoder");
        return switch (type) {
            case "ByteLevel" -> new Decoding.ByteLevel();
            case "Metaspace" -> marked(node, where);
            case "Sequence" -> sequence(elements(node, "decoders", where, "decoder"), where);
            default -> sequence(List.of(node), where);
        };
    }

    private static Decoding marked(JsonNode node, String where) {
        String mark = node.path("replacement").asText("▁");
        if (mark.length() != 1) {
            throw Refusal.unreadable(where + ", decoder.replacement", "A Metaspace replacement is one character.");
        }
        boolean never = node.path("prepend_scheme").asText("").equals("never")
                || (!node.has("prepend_scheme")
                        && !node.path("add_prefix_space").asBoolean(true));
        return new Decoding.Marked(mark.charAt(0), !never);
    }

    private static Decoding sequence(List<JsonNode> decoders, String where) {
        if (decoders.size() == 1 && !type(decoders.getFirst(), where, "decoder").equals("Replace")) {
            String only = type(decoders.getFirst(), where, "decoder");
            if (only.equals("ByteLevel") || only.equals("Metaspace")) {
                return decoding(decoders.getFirst(), where);
            }
        }
        var pieces = new PieceSteps(where);
        decoders.forEach(pieces::add);
        return pieces.decoding();
    }

    static String type(JsonNode node, String where, String part) {
        JsonNode type = node.path("type");
        if (!type.isTextual()) {
            throw Refusal.unreadable(where + ", " + part, "A " + part + " needs a \"type\".");
        }
        return type.textValue();
    }

    private static List<JsonNode> elements(JsonNode node, String field, String where, String part) {
        if (!node.path(field).isArray()) {
            throw Refusal.unreadable(where + ", " + part, "The field \"" + field + "\" must be a list.");
        }
        List<JsonNode> elements = new ArrayList<>();
        node.path(field).forEach(elements::add);
        return elements;
    }

    /// Reads `Replace... ByteFallback? Fuse? Strip?`, the only order in which SentencePiece-style models use
    /// them.
    private static final class PieceSteps {
        private final String where;
        private final List<Decoding.Replacement> replacements = new ArrayList<>();
        private String last = "";
        private boolean byteFallback;
        private boolean fused;
        private int strip;
        private char stripped = ' ';

        PieceSteps(String where) {
            this.where = where + ", decoder";
        }

        void add(JsonNode node) {
            String type = type(node, where, "decoder");
            boolean inOrder = List.of("", "Replace", "ByteFallback", "Fuse", "Strip")
                            .indexOf(type)
                    >= List.of("", "Replace", "ByteFallback", "Fuse", "Strip").indexOf(last);
            if (!inOrder || (type.equals(last) && !type.equals("Replace"))) {
                throw unsupported(type);
            }
            switch (type) {
                case "Replace" -> replacements.add(replacement(node));
                case "ByteFallback" -> byteFallback = true;
                case "Fuse" -> fused = true;
                case "Strip" -> strip(node);
                default -> throw unsupported(type);
            }
            last = type;
        }

        private Decoding.Replacement replacement(JsonNode node) {
            JsonNode from = node.path("pattern").path("String");
            if (!from.isTextual()
                    || from.textValue().isEmpty()
                    || !node.path("content").isTextual()) {
                throw Refusal.unsupported(where, "A Replace decoder needs a literal pattern {\"String\": ...}.");
            }
            return new Decoding.Replacement(
                    from.textValue(), node.path("content").textValue());
        }

        private void strip(JsonNode node) {
            String content = node.path("content").asText("");
            JsonNode start = node.path("start");
            if (!fused
                    || content.length() != 1
                    || !start.canConvertToInt()
                    || node.path("stop").asInt(-1) != 0) {
                throw Refusal.unsupported(where, "A Strip decoder must follow Fuse and strip one character in front.");
            }
            strip = Math.max(0, start.intValue());
            stripped = content.charAt(0);
        }

        private AssayException unsupported(String type) {
            return Refusal.unsupported(where, "The decoder \"" + type + "\" is not supported at this place.");
        }

        Decoding decoding() {
            return new Decoding.Pieces(List.copyOf(replacements), byteFallback, strip, stripped);
        }
    }
}
