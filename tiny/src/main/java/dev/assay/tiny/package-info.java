/// The bundled default model and the data it is made from.
@NullMarked
package dev.assay.tiny;

import org.jspecify.annotations.NullMarked;
