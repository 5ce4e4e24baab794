@NullMarked
package dev.assay.lm.tokenizer;

import org.jspecify.annotations.NullMarked;
