/// Tensors in files: the safetensors format, single files and sharded ones.
@NullMarked
package dev.assay.tensor.safetensors;

import org.jspecify.annotations.NullMarked;
