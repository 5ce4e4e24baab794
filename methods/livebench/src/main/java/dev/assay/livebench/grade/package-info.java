/// What a grader is and what it says.
@NullMarked
package dev.assay.livebench.grade;

import org.jspecify.annotations.NullMarked;
