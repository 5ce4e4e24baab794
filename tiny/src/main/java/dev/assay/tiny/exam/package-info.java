/// Asking any language model the questions of this room, and how right its answers are.
@NullMarked
package dev.assay.tiny.exam;

import org.jspecify.annotations.NullMarked;
