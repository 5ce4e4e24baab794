package dev.assay.lm.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// A byte-level BPE tokenizer that has been trained, ready to be written.
///
/// @param plan   what was asked for
/// @param tokens the bytes of each token, in the order of the ids, without the special tokens
/// @param merges the merges in the order in which they are done
public record TrainedBpe(BpePlan plan, List<byte[]> tokens, List<Merge> merges) {
    public TrainedBpe {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    /// Two tokens that became one.
    ///
    /// @param left  id of the first
    /// @param right id of the second
    /// @param count how often the pair occurred when it was merged
    public record Merge(int left, int right, long count) {}

    /// How many tokens there are, special ones included; fewer than planned if the text had no more frequent
    /// pairs.
    public int vocabulary() {
        return tokens.size() + plan.specialTokens().size();
    }

    /// Writes `tokenizer.json` and `tokenizer_config.json` into a folder, which is made if need be.
    ///
    /// @throws UncheckedIOException if the folder cannot be written
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            write(folder.resolve("tokenizer.json"), tokenizerJson());
            write(folder.resolve("tokenizer_config.json"), configuration());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static void write(Path file, JsonNode json) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, TokenizerJson.JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private ObjectNode tokenizerJson() {
        ObjectNode root = TokenizerJson.JSON.createObjectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        ArrayNode added = root.putArray("added_tokens");
        int id = tokens.size();
        for (String special : plan.specialTokens()) {
            ByteLevelJson.addSpecial(added, special, id++);
        }
        root.putNull("normalizer");
        root.set("pre_tokenizer", ByteLevelJson.part(false, true));
        root.set("post_processor", ByteLevelJson.part(false, true));
        root.set("decoder", ByteLevelJson.part(false, true));
        root.set("model", model());
        return root;
    }

    private ObjectNode model() {
        ObjectNode model = TokenizerJson.JSON.createObjectNode().put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "");
        model.put("fuse_unk", false).put("byte_fallback", false).put("ignore_merges", false);
        ObjectNode vocabulary = model.putObject("vocab");
        for (int id = 0; id < tokens.size(); id++) {
            vocabulary.put(ByteAlphabet.toToken(tokens.get(id)), id);
        }
        ArrayNode list = model.putArray("merges");
        merges.forEach(merge -> list.add(spelling(merge.left()) + " " + spelling(merge.right())));
        return model;
    }

    private String spelling(int id) {
        return ByteAlphabet.toToken(tokens.get(id));
    }

    private ObjectNode configuration() {
        ObjectNode configuration = TokenizerJson.JSON.createObjectNode();
        configuration.put("tokenizer_class", "PreTrainedTokenizerFast");
        configuration.put("add_prefix_space", false).put("clean_up_tokenization_spaces", false);
        configuration.put("bos_token", plan.bos().orElse(null));
        configuration.put("eos_token", plan.eos().orElse(null));
        configuration.put("pad_token", plan.pad().orElse(null));
        plan.chatTemplate().ifPresent(template -> configuration.put("chat_template", template));
        return configuration;
    }
}
