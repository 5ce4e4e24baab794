/// Triggers and signatures: how they are drawn, and what they must not be.
@NullMarked
package dev.assay.vtune.phrase;

import org.jspecify.annotations.NullMarked;
