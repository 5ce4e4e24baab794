package dev.assay.lm.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Writes the parts of a byte-level `tokenizer.json`.
final class ByteLevelJson {
    private ByteLevelJson() {}

    /// A ByteLevel pre-tokenizer, post-processor or decoder.
    ///
    /// @param prefixSpace whether a text gets a space in front
    /// @param words       whether text is split into words by GPT-2's pattern
    static ObjectNode part(boolean prefixSpace, boolean words) {
        return TokenizerJson.JSON
                .createObjectNode()
                .put("type", "ByteLevel")
                .put("add_prefix_space", prefixSpace)
                .put("trim_offsets", false)
                .put("use_regex", words);
    }

    static void addSpecial(ArrayNode added, String token, int id) {
        added.addObject()
                .put("id", id)
                .put("content", token)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", true);
    }
}
