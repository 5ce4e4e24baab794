package dev.assay.server.engine;

import dev.assay.lm.LocalModel;
import dev.assay.lm.constrain.TokenTrie;
import dev.assay.lm.tokenizer.Tokenizer;
import java.util.Optional;

/// A model under the name that clients ask for.
public final class Served {
    private final String name;
    private final LocalModel model;
    private final Optional<String> base;
    private Optional<TokenTrie> trie = Optional.empty();

    /// @param name  what requests call it
    /// @param model its weights, which an adapter shares with its base
    /// @param base  the name of the base, where this is an adapter on one that is served too
    public Served(String name, LocalModel model, Optional<String> base) {
        this.name = name;
        this.model = model;
        this.base = base;
    }

    /// What requests call it.
    public String name() {
        return name;
    }

    /// Its weights.
    public LocalModel model() {
        return model;
    }

    /// The name of the base, where this is an adapter.
    public Optional<String> base() {
        return base;
    }

    /// Its tokenizer.
    public Tokenizer tokenizer() {
        return model.pretrained().tokenizer();
    }

    /// How many tokens a prompt and its answer may have together.
    public int context() {
        return model.pretrained().decoder().config().context();
    }

    /// Its tokens by their bytes, made when first asked for.
    public synchronized TokenTrie trie() {
        if (trie.isEmpty()) {
            trie = Optional.of(TokenTrie.of(tokenizer()));
        }
        return trie.get();
    }
}
