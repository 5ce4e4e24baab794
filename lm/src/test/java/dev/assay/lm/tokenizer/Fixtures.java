package dev.assay.lm.tokenizer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Small tokenizers that tests write for themselves.
public final class Fixtures {
    private Fixtures() {}

    /// A byte-level tokenizer with the tokens of ChatML.
    public static Path byteLevel(Path folder) {
        List<String> texts = List.of("the cat sat on the mat", "the naïve café", "日本 日本", "user assistant system");
        BpePlan plan = BpePlan.of(320).withSpecialTokens("<|endoftext|>", "<|im_start|>", "<|im_end|>");
        BpeTrainer.train(texts, plan).write(folder);
        return folder;
    }

    /// A SentencePiece-style tokenizer: `▁` for space, byte fallback, `<s>` in front.
    public static Path pieces(Path folder) {
        write(folder.resolve("tokenizer.json"), piecesJson());
        write(folder.resolve("tokenizer_config.json"), object("""
                        {"tokenizer_class": "LlamaTokenizer", "bos_token": "<s>", "eos_token": {"content": "</s>"},
                         "unk_token": "<unk>", "pad_token": null}"""));
        return folder;
    }

    /// The `tokenizer.json` of [#pieces(Path)].
    static ObjectNode piecesJson() {
        ObjectNode root = object("""
                {"version": "1.0", "truncation": {"direction": "Right", "max_length": 4, "strategy": "LongestFirst",
                  "stride": 0}, "padding": null,
                 "added_tokens": [],
                 "normalizer": {"type": "Sequence", "normalizers": [
                   {"type": "Prepend", "prepend": "▁"},
                   {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]},
                 "pre_tokenizer": null,
                 "post_processor": {"type": "TemplateProcessing",
                   "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
                   "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
                   "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}}},
                 "decoder": {"type": "Sequence", "decoders": [
                   {"type": "Replace", "pattern": {"String": "▁"}, "content": " "},
                   {"type": "ByteFallback"}, {"type": "Fuse"},
                   {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
                 "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>", "continuing_subword_prefix": null,
                   "end_of_word_suffix": null, "fuse_unk": true, "byte_fallback": true}}""");
        ArrayNode added = root.withArray("added_tokens");
        ObjectNode model = root.withObject("model");
        ObjectNode vocabulary = model.putObject("vocab");
        for (String special : List.of("<unk>", "<s>", "</s>")) {
            ByteLevelJson.addSpecial(added, special, vocabulary.size());
            vocabulary.put(special, vocabulary.size());
        }
        for (int b = 0; b < 256; b++) {
            vocabulary.put("<0x%02X>".formatted(b), vocabulary.size());
        }
        for (String piece : List.of("▁", "a", "c", "t", "h", "e", "▁t", "he", "▁the", "▁c", "▁ca", "▁cat", "▁▁")) {
            vocabulary.put(piece, vocabulary.size());
        }
        ArrayNode merges = model.putArray("merges");
        List.of("▁ t", "h e", "▁t he", "▁ c", "▁c a", "▁ca t", "▁ ▁").forEach(merges::add);
        return root;
    }

    /// Writes JSON.
    static void write(Path file, ObjectNode json) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            TokenizerJson.JSON.writeValue(file.toFile(), json);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) TokenizerJson.JSON.readTree(json);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
