package dev.assay.lm.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The files of a model folder that concern its tokenizer, each read with a bound on its size.
final class TokenizerFolder {
    /// The largest published `tokenizer.json` has about 35 MB.
    static final int MOST_BYTES = 128 << 20;

    private static final int MOST_CONFIGURATION_BYTES = 16 << 20;

    private final Path folder;

    /// @throws dev.assay.base.AssayException `ASSAY-4040` if the folder holds no tokenizer
    TokenizerFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Refusal.noTokenizer(folder.toString(), "There is no such folder.");
        }
        this.folder = folder;
        if (!has("tokenizer.json") && !(has("vocab.json") && has("merges.txt"))) {
            throw Refusal.noTokenizer(
                    folder.toString(), "The folder holds neither tokenizer.json nor vocab.json with merges.txt.");
        }
    }

    /// The file that holds the vocabulary.
    Path tokenizerFile() {
        return folder.resolve(has("tokenizer.json") ? "tokenizer.json" : "vocab.json");
    }

    /// The content of `tokenizer.json`, or what it would be for `vocab.json` with `merges.txt`.
    byte[] tokenizerJson() {
        return has("tokenizer.json")
                ? bytes("tokenizer.json", MOST_BYTES)
                : VocabularyAndMerges.toTokenizerJson(this, configuration("tokenizer_config.json"));
    }

    /// A configuration file; an empty object if it is not there.
    JsonNode configuration(String name) {
        if (!has(name)) {
            return JsonNodeFactory.instance.objectNode();
        }
        return object(name, bytes(name, MOST_CONFIGURATION_BYTES));
    }

    JsonNode object(String name, byte[] bytes) {
        try {
            JsonNode root = TokenizerJson.JSON.readTree(bytes);
            if (root.isObject()) {
                return root;
            }
        } catch (IOException fault) {
            throw Refusal.unreadable(path(name), "The file is not valid JSON: " + TokenizerJson.firstLine(fault) + ".");
        }
        throw Refusal.unreadable(path(name), "The file is not a JSON object.");
    }

    byte[] bytes(String name, int most) {
        try (InputStream in = Files.newInputStream(folder.resolve(name))) {
            long size = Files.size(folder.resolve(name));
            if (size > most) {
                throw Refusal.unreadable(path(name), "The file has " + size + " bytes; at most " + most + " are read.");
            }
            return in.readNBytes(most);
        } catch (IOException fault) {
            throw Refusal.unreadable(path(name), "The file cannot be read: " + fault.getMessage() + ".");
        }
    }

    String path(String name) {
        return folder.resolve(name).toString();
    }

    private boolean has(String name) {
        return Files.isRegularFile(folder.resolve(name));
    }
}
