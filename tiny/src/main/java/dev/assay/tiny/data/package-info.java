/// Text, instructions and questions made from WordNet 3.1, the same for the same seed.
@NullMarked
package dev.assay.tiny.data;

import org.jspecify.annotations.NullMarked;
