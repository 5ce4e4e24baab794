/// Tensors in files: the safetensors format, single and sharded, read without copying and written without
/// tearing.
@NullMarked
package dev.assay.tensor.safetensors;

import org.jspecify.annotations.NullMarked;
