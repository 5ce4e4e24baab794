/// Which grader is whose, and judgments on files of answers.
@NullMarked
package dev.assay.livebench.judging;

import org.jspecify.annotations.NullMarked;
