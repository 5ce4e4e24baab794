/// Questions, in the layout of LiveBench's own files.
@NullMarked
package dev.assay.livebench.question;

import org.jspecify.annotations.NullMarked;
