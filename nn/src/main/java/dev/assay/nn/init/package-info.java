/// Initial values of parameters.
@NullMarked
package dev.assay.nn.init;

import org.jspecify.annotations.NullMarked;
