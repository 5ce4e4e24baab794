/// Independent truth for language models: a decoder's forward pass written in plain Java and double precision
/// from the published definitions, small random checkpoints of every family to compare on, and
/// finite-difference gradients.
///
/// Nothing here shares code with what it checks, and nothing here is fast: sizes are tiny, and a reader should
/// be able to lay a method beside the paper it comes from.
@NullMarked
package dev.assay.testkit.reference;

import org.jspecify.annotations.NullMarked;
