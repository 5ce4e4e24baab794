/// The bundled model, which every verb takes under the name `tiny`.
@NullMarked
package dev.assay.tiny.model;

import org.jspecify.annotations.NullMarked;
