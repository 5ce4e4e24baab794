/// Studies of structured layers: small models, made data, and what is measured on them.
@NullMarked
package dev.assay.scaling.study;

import org.jspecify.annotations.NullMarked;
