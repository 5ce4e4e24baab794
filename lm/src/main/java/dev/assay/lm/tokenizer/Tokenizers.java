package dev.assay.lm.tokenizer;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Opens tokenizers.
public final class Tokenizers {
    private Tokenizers() {}

    /// Opens the tokenizer of a Hugging Face model folder.
    ///
    /// Reads `tokenizer.json`, or where there is none `vocab.json` with `merges.txt`; from
    /// `tokenizer_config.json`, `special_tokens_map.json`, `generation_config.json` and `config.json`, as far as
    /// they are there, it takes the names of the special tokens. Never truncates, never pads, needs no network.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-4040` if there is no tokenizer, `ASSAY-4041` if a file
    ///     is damaged, `ASSAY-4042` if it uses a part that is not supported
    public static Tokenizer open(Path folder) {
        TokenizerFolder files = new TokenizerFolder(folder);
        String where = files.tokenizerFile().toString();
        SpecialNames names = SpecialNames.read(files);
        byte[] json = files.tokenizerJson();
        TokenizerJson tokens = TokenizerJson.read(json, where);
        if (!names.allAddedIn(tokens.vocabulary())) {
            json = names.addMissing(json, tokens.vocabulary());
            tokens = TokenizerJson.read(json, where);
        }
        SpecialTokens special = names.resolve(tokens.vocabulary());
        return NativeTokenizer.open(new String(json, StandardCharsets.UTF_8), tokens, special, where);
    }
}
