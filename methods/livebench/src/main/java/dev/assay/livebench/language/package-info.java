/// Graders of the language tasks.
@NullMarked
package dev.assay.livebench.language;

import org.jspecify.annotations.NullMarked;
