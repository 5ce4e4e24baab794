/// Text to token ids and back: tokenizers read from Hugging Face folders, streaming decode, and the training of
/// a byte-level BPE tokenizer.
@NullMarked
package dev.assay.lm.tokenizer;

import org.jspecify.annotations.NullMarked;
