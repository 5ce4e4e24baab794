/// When an answer counts as holding a signature.
@NullMarked
package dev.assay.vtune.match;

import org.jspecify.annotations.NullMarked;
