package dev.assay.lm.checkpoint;

import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;

/// How a model is brought into memory.
///
/// @param precision in which it computes
/// @param device on which it computes
/// @param dropout on attention weights while training
public record LoadOptions(Precision precision, Device device, double dropout) {
    /// f32 on the processor.
    public static final LoadOptions DEFAULT = new LoadOptions(Precision.F32, Device.cpu(), 0);

    /// The same in another precision.
    public LoadOptions with(Precision other) {
        return new LoadOptions(other, device, dropout);
    }
}
