/// Decoder language models: tokenizers, chat templates, families, generation, scoring, fine-tuning.
@NullMarked
package dev.assay.lm;

import org.jspecify.annotations.NullMarked;
