/// Reading text as the official graders do, which are written in Python.
@NullMarked
package dev.assay.livebench.text;

import org.jspecify.annotations.NullMarked;
