/// Running untrusted programs: no network, nothing of this machine but its system folders, and limits.
@NullMarked
package dev.assay.livebench.sandbox;

import org.jspecify.annotations.NullMarked;
