/// Draws that follow from a secret key and nothing else, so that they can be made again by who has it.
@NullMarked
package dev.assay.vtune.keyed;

import org.jspecify.annotations.NullMarked;
