/// From judgments to scores of tasks, categories and models, with their uncertainty.
@NullMarked
package dev.assay.livebench.score;

import org.jspecify.annotations.NullMarked;
