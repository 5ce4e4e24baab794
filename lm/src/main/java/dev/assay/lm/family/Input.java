package dev.assay.lm.family;

import dev.assay.nn.layer.KeysAndValues;
import dev.assay.nn.layer.Mask;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/// What goes into a decoder in one pass.
///
/// @param ids `[batch, time]`, 64-bit
/// @param positions `[batch, time]`, 64-bit; where absent, `first, first+1, ...` for each row
/// @param first the position of the first column, where positions are absent
/// @param mask who sees whom
/// @param past one for each block, or empty where there is no cache
public record Input(Tensor ids, Optional<Tensor> positions, long first, Mask mask, List<KeysAndValues> past) {
    /// Whole sequences from their beginning, each position seeing those before it.
    public static Input of(Tensor ids) {
        return new Input(ids, Optional.empty(), 0, new Mask.Causal(), List.of());
    }

    /// The same with other positions and another mask, as for packed sequences.
    public Input with(Tensor otherPositions, Mask otherMask) {
        return new Input(ids, Optional.of(otherPositions), first, otherMask, past);
    }

    /// The same on the device of a tensor.
    public Input on(Tensor other) {
        return new Input(
                ids.to(other.device(), ids.scalar_type()),
                positions.map(p -> p.to(other.device(), p.scalar_type())),
                first,
                mask,
                past);
    }

    KeysAndValues past(int layer) {
        return past.isEmpty() ? KeysAndValues.NONE : past.get(layer);
    }
}
