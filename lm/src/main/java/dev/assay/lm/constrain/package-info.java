/// Binds what is written to a form: JSON, and JSON that a schema allows.
@NullMarked
package dev.assay.lm.constrain;

import org.jspecify.annotations.NullMarked;
