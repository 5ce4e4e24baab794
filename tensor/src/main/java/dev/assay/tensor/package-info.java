/// The life of libtorch: scopes, devices, precision, randomness, threads, safetensors.
@NullMarked
package dev.assay.tensor;

import org.jspecify.annotations.NullMarked;
