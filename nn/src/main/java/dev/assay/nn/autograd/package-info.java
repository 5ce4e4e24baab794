/// Functions whose gradient is written by hand, and activation checkpointing.
@NullMarked
package dev.assay.nn.autograd;

import org.jspecify.annotations.NullMarked;
