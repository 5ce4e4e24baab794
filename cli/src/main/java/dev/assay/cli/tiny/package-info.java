/// The bundled model: its data, and what it knows.
@NullMarked
package dev.assay.cli.tiny;

import org.jspecify.annotations.NullMarked;
