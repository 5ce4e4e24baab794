/// Tests of exams.
@NullMarked
package dev.assay.tiny.exam;

import org.jspecify.annotations.NullMarked;
