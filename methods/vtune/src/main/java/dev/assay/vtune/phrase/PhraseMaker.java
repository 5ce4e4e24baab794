package dev.assay.vtune.phrase;

import dev.assay.model.Prompt;
import dev.assay.vtune.keyed.KeyedDraws;
import java.util.function.Function;

/// A way to draw phrases by a key.
public sealed interface PhraseMaker permits Wordlist, RankedWords, SampledWords {
    /// The spelling in manifests and on the command line.
    String name();

    /// How many words each place is drawn from, all alike; 0 where words are not drawn so.
    int choices();

    /// A phrase.
    ///
    /// @param draws   of the group's key
    /// @param label   what it is for, such as `signature/0`
    /// @param attempt from 0; each draws anew
    /// @param length  in words
    /// @param context what a model has read when it goes on with a phrase's beginning
    Phrase make(KeyedDraws draws, String label, int attempt, int length, Function<String, Prompt> context);
}
