/// The training loop: check, train, resume.
@NullMarked
package dev.assay.nn.train;

import org.jspecify.annotations.NullMarked;
