/// Answers of models, in the layout of LiveBench's own files.
@NullMarked
package dev.assay.livebench.answer;

import org.jspecify.annotations.NullMarked;
