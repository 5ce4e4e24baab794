/// Supervised fine-tuning, adapters, merging.
@NullMarked
package dev.assay.lm.finetune;

import org.jspecify.annotations.NullMarked;
