/// Asking a model the questions, in parallel, so that nothing is lost and nothing asked twice.
@NullMarked
package dev.assay.livebench.asking;

import org.jspecify.annotations.NullMarked;
