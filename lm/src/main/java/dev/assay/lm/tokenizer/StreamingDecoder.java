package dev.assay.lm.tokenizer;

/// Decodes ids one by one and gives text out as soon as later ids cannot change it.
///
/// A character whose bytes are spread over several tokens comes out whole, with its last byte. The pieces of all
/// [pushes][#push(int)] and of [#finish()] joined are exactly [Tokenizer#decode(int[], boolean)] of all ids. For
/// one thread; made by [Tokenizer#stream(boolean)].
public interface StreamingDecoder {

    /// Takes the next id.
    ///
    /// @return the text that became certain, often empty
    /// @throws IllegalStateException after [#finish()]
    String push(int id);

    /// Ends the text.
    ///
    /// @return what was held back; bytes that never became a character are U+FFFD
    String finish();
}
