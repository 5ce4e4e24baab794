/// `assay lm`: train, fine-tune, merge, generate, score, check and show language models.
@NullMarked
package dev.assay.cli.lm;

import org.jspecify.annotations.NullMarked;
