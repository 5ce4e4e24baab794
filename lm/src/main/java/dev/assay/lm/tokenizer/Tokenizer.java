package dev.assay.lm.tokenizer;

import java.util.OptionalInt;
import java.util.Set;

/// Turns text into token ids and back, as the model was trained with it.
///
/// Safe for use by many threads at once. Closing frees the native memory; a closed tokenizer refuses to work
/// with an [IllegalStateException].
public interface Tokenizer extends AutoCloseable {

    /// The ids of a text, with the special tokens (such as a first `<s>`) that this tokenizer adds to a
    /// sequence.
    default int[] encode(String text) {
        return encode(text, true);
    }

    /// The ids of a text.
    ///
    /// Special tokens that are spelled out in the text (`<|im_end|>`) become their ids either way; a lone
    /// surrogate becomes U+FFFD.
    ///
    /// @param specialTokens whether to add what the tokenizer adds around a sequence
    int[] encode(String text, boolean specialTokens);

    /// The ids of a text with the place in the text that each came from.
    ///
    /// @param specialTokens as for [#encode(String, boolean)]
    Encoding encoding(String text, boolean specialTokens);

    /// The text of the ids, special tokens spelled out.
    default String decode(int[] ids) {
        return decode(ids, false);
    }

    /// The text of the ids; bytes that are no UTF-8 become U+FFFD, and ids without a token become nothing (the
    /// output layer of many models is wider than their vocabulary).
    ///
    /// @param skipSpecialTokens whether to leave the [special tokens][#specialIds()] out
    String decode(int[] ids, boolean skipSpecialTokens);

    /// A decoder that takes one id at a time, for text that is shown while it is generated.
    ///
    /// @param skipSpecialTokens as for [#decode(int[], boolean)]
    StreamingDecoder stream(boolean skipSpecialTokens);

    /// One more than the highest id; at most this many rows of an embedding are used.
    int vocabulary();

    /// The id of a token in the vocabulary's own spelling (`Ġthe`, `▁the`, `<|im_end|>`).
    OptionalInt id(String token);

    /// The token of an id, in the vocabulary's own spelling.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-4043` if no token has this id
    String token(int id);

    /// The raw bytes that a token stands for in running text; one token may hold only a part of a character.
    ///
    /// Empty for an id without a token. Special tokens give the bytes of their spelling.
    byte[] bytes(int id);

    /// The token that begins a sequence, where the tokenizer names one.
    OptionalInt bos();

    /// The token that ends a sequence, where the tokenizer or else the model's configuration names one.
    OptionalInt eos();

    /// The token that fills a batch, where the tokenizer names one.
    OptionalInt pad();

    /// All ids at which generation should stop: [#eos()] and those of `generation_config.json`.
    Set<Integer> endIds();

    /// The ids that [#decode(int[], boolean)] leaves out on request.
    Set<Integer> specialIds();

    @Override
    void close();
}
