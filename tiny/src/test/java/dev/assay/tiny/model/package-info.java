/// Tests of the bundled model's files.
@NullMarked
package dev.assay.tiny.model;

import org.jspecify.annotations.NullMarked;
