/// The first minute: everything Assay can do, on the bundled model.
@NullMarked
package dev.assay.cli.demo;

import org.jspecify.annotations.NullMarked;
