package dev.assay.testkit.reference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// A `tokenizer.json` in which each byte of UTF-8 is its own id: byte-level BPE without merges.
///
/// Ids 256 to 258 are `<|endoftext|>`, `<|im_start|>` and `<|im_end|>`; further ids up to the vocabulary are
/// `<|unused_N|>`.
final class ByteTokenizer {
    /// Bytes and the three special tokens.
    static final int SMALLEST = 259;

    private static final String[] SPECIAL = {"<|endoftext|>", "<|im_start|>", "<|im_end|>"};

    private ByteTokenizer() {}

    /// The id that ends a text; the last one where the vocabulary has no place for this tokenizer.
    static int endOfText(Shape shape) {
        return shape.vocabulary() >= SMALLEST ? 256 : shape.vocabulary() - 1;
    }

    static ObjectNode of(int vocabulary) {
        ObjectNode json = new ObjectMapper().createObjectNode();
        json.put("version", "1.0").putNull("truncation").putNull("padding");
        ArrayNode added = json.putArray("added_tokens");
        for (int id = 256; id < vocabulary; id++) {
            describe(added.addObject(), id);
        }
        json.putNull("normalizer");
        byteLevel(json.putObject("pre_tokenizer"));
        json.putNull("post_processor");
        byteLevel(json.putObject("decoder"));
        ObjectNode model = json.putObject("model");
        model.put("type", "BPE").putNull("dropout").putNull("unk_token");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        model.put("fuse_unk", false).put("byte_fallback", false);
        ObjectNode vocab = model.putObject("vocab");
        for (int value = 0; value < 256; value++) {
            vocab.put(Character.toString(letter(value)), value);
        }
        model.putArray("merges");
        return json;
    }

    /// The letter that byte-level BPE writes for a byte: itself if it is visible, else the next free one from
    /// 256 on.
    ///
    /// Source: Radford et al. (2019), the published encoder of GPT-2.
    static char letter(int value) {
        if (visible(value)) {
            return (char) value;
        }
        int hiddenBefore = 0;
        for (int other = 0; other < value; other++) {
            hiddenBefore += visible(other) ? 0 : 1;
        }
        return (char) (256 + hiddenBefore);
    }

    private static boolean visible(int value) {
        return ('!' <= value && value <= '~') || (0xA1 <= value && value <= 0xAC) || (0xAE <= value && value <= 0xFF);
    }

    private static void describe(ObjectNode token, int id) {
        token.put("id", id).put("content", id < SMALLEST ? SPECIAL[id - 256] : "<|unused_" + id + "|>");
        token.put("single_word", false).put("lstrip", false).put("rstrip", false);
        token.put("normalized", false).put("special", true);
    }

    private static void byteLevel(ObjectNode json) {
        json.put("type", "ByteLevel").put("add_prefix_space", false);
        json.put("trim_offsets", true).put("use_regex", true);
    }
}
