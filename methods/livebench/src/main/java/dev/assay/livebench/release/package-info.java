/// What puts new questions together to a release: checked, without repeats, and with a record of where they came from.
@NullMarked
package dev.assay.livebench.release;

import org.jspecify.annotations.NullMarked;
