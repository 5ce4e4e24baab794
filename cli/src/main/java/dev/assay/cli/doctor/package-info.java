/// `assay doctor`: looks at the machine, and says what is well, what is not, and how to mend it.
@NullMarked
package dev.assay.cli.doctor;

import org.jspecify.annotations.NullMarked;
