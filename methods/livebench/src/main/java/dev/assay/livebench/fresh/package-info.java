/// What makes new questions: a maker of each task, and what it makes.
@NullMarked
package dev.assay.livebench.fresh;

import org.jspecify.annotations.NullMarked;
