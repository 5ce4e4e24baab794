package dev.assay.lm.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The older form of byte-level BPE, `vocab.json` with `merges.txt`, told as a `tokenizer.json`.
final class VocabularyAndMerges {
    /// How Qwen2 splits text into words; it differs from GPT-2's in contractions, digits and line feeds.
    private static final String QWEN2_WORDS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    private static final List<String> GPT2_CLASSES = List.of("", "GPT2Tokenizer", "CodeGenTokenizer");

    private VocabularyAndMerges() {}

    static byte[] toTokenizerJson(TokenizerFolder files, JsonNode configuration) {
        String named = configuration.path("tokenizer_class").asText("").replaceFirst("Fast$", "");
        boolean qwen2 = named.equals("Qwen2Tokenizer");
        if (!qwen2 && !GPT2_CLASSES.contains(named)) {
            throw Refusal.unsupported(
                    files.path("tokenizer_config.json") + ", tokenizer_class",
                    "A \"" + named + "\" with vocab.json and merges.txt is not supported; it needs a tokenizer.json.");
        }
        JsonNode vocabulary = files.object("vocab.json", files.bytes("vocab.json", TokenizerFolder.MOST_BYTES));
        ObjectNode root = TokenizerJson.JSON.createObjectNode();
        boolean prefix = configuration.path("add_prefix_space").asBoolean(false);
        if (qwen2) {
            root.putObject("normalizer").put("type", "NFC");
            root.set("pre_tokenizer", qwen2Words());
        } else {
            root.set("pre_tokenizer", ByteLevelJson.part(prefix, true));
        }
        root.set("decoder", ByteLevelJson.part(prefix, true));
        ObjectNode model = root.putObject("model").put("type", "BPE");
        model.set("vocab", vocabulary);
        model.set("merges", merges(files));
        addEndOfText(root, vocabulary);
        return bytes(root);
    }

    private static ObjectNode qwen2Words() {
        ObjectNode sequence = TokenizerJson.JSON.createObjectNode().put("type", "Sequence");
        ArrayNode steps = sequence.putArray("pretokenizers");
        ObjectNode split = steps.addObject().put("type", "Split");
        split.putObject("pattern").put("Regex", QWEN2_WORDS);
        split.put("behavior", "Isolated").put("invert", false);
        steps.add(ByteLevelJson.part(false, false));
        return sequence;
    }

    private static ArrayNode merges(TokenizerFolder files) {
        byte[] text = files.bytes("merges.txt", TokenizerFolder.MOST_BYTES);
        ArrayNode merges = TokenizerJson.JSON.createArrayNode();
        int line = 0;
        for (String merge : new String(text, StandardCharsets.UTF_8).split("\r?\n")) {
            line++;
            if (merge.isEmpty() || (line == 1 && merge.startsWith("#version"))) {
                continue;
            }
            if (merge.chars().filter(c -> c == ' ').count() != 1) {
                throw Refusal.unreadable(
                        files.path("merges.txt") + ", line " + line, "A merge is two tokens with one space between.");
            }
            merges.add(merge);
        }
        return merges;
    }

    /// The one special token that GPT-2 has; folders of this form need not name it.
    private static void addEndOfText(ObjectNode root, JsonNode vocabulary) {
        String token = "<|endoftext|>";
        if (vocabulary.path(token).isInt()) {
            ByteLevelJson.addSpecial(
                    root.putArray("added_tokens"), token, vocabulary.path(token).intValue());
        }
    }

    private static byte[] bytes(ObjectNode root) {
        try {
            return TokenizerJson.JSON.writeValueAsBytes(root);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
