package dev.assay.nn.linear.structured;

import dev.assay.nn.init.Init;
import dev.assay.nn.linear.Dense;
import dev.assay.nn.linear.LinearMap;
import dev.assay.tensor.Randomness;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What a new linear map is to be, for layers of any size.
///
/// @param spec       its structure
/// @param splits     how sizes are parted
/// @param start      how factors begin
/// @param zero       whether it begins as the map to zero: its last factor is zero
/// @param normalized whether factors are capped, see [Normalization]
/// @param gains      whether capped factors have a trainable gain each
public record Design(LinearSpec spec, Splits splits, Start start, boolean zero, boolean normalized, boolean gains) {
    private static final double MOST_MISFIT = 0.15;

    /// From words such as `btt:rank=2,capped` or `einsum:theta=.5/0/.5/0/.5/.5/0`.
    ///
    /// @throws IllegalArgumentException if they make no design
    public static Design parse(String text) {
        return DesignText.parse(text);
    }

    /// In words that [#parse] reads.
    public String text() {
        return DesignText.of(this);
    }

    /// Even splits, spectral start, no cap.
    public static Design of(LinearSpec spec) {
        return new Design(spec, Splits.BALANCED, Start.SPECTRAL, false, false, false);
    }

    /// The same with sizes parted in another way.
    public Design withSplits(Splits other) {
        return new Design(spec, other, start, zero, normalized, gains);
    }

    /// The same with factors that begin in another way.
    public Design withStart(Start other) {
        return new Design(spec, splits, other, zero, normalized, gains);
    }

    /// The same, beginning as the map to zero.
    public Design fromZero() {
        return new Design(spec, splits, start, true, normalized, gains);
    }

    /// The same with capped factors; an einsum has no gains.
    public Design capped() {
        return new Design(spec, splits, start, zero, true, !isEinsum());
    }

    /// The same with capped factors and no gains, as for queries and keys that are normalised themselves.
    public Design cappedWithoutGains() {
        return new Design(spec, splits, start, zero, true, false);
    }

    private boolean isEinsum() {
        return spec instanceof LinearSpec.Einsum || spec instanceof LinearSpec.SizedEinsum;
    }

    /// The structure at a layer's size.
    ///
    /// @throws IllegalArgumentException if it cannot have that size, or its own sizes would differ from
    ///     the layer's by more than 15 %
    public Form form(long inputs, long outputs) {
        Form form = spec.form(inputs, outputs, splits);
        requireFit("input", inputs, form.inputs());
        requireFit("output", outputs, form.outputs());
        return form;
    }

    private void requireFit(String side, long layer, long own) {
        if (Math.abs(own - layer) > MOST_MISFIT * layer) {
            throw new IllegalArgumentException("the structure would have an " + side + " of " + own + " for a layer's "
                    + layer + ", more than 15 % off");
        }
    }

    /// A map of this design with given weights, as when it is read from a file.
    ///
    /// @param weights gives the tensor of a name and a shape
    /// @throws IllegalArgumentException as [#form]
    public LinearMap of(long inputs, long outputs, Weights weights) {
        if (spec instanceof LinearSpec.Dense) {
            return new Dense(weights.take("weight", outputs, inputs));
        }
        Form form = form(inputs, outputs);
        List<Slot> slots = form.slots();
        List<Tensor> factors = slots.stream()
                .map(slot -> weights.take(slot.name(), slot.sizes()))
                .toList();
        List<Tensor> own = gains
                ? slots.stream()
                        .map(slot -> weights.take(slot.name() + "_gain", 1))
                        .toList()
                : List.of();
        return new Structured(
                form,
                inputs,
                outputs,
                factors,
                normalized ? Optional.of(new Normalization(epsilon(), own)) : Optional.empty());
    }

    private double epsilon() {
        return isEinsum() ? Normalization.COARSE : Normalization.FINE;
    }

    /// Where weights come from.
    @FunctionalInterface
    public interface Weights {
        /// The tensor of a name, of this shape.
        Tensor take(String name, long... shape);
    }

    /// A new map with weights drawn at random.
    ///
    /// @throws IllegalArgumentException as [#form]
    public LinearMap build(long inputs, long outputs, Randomness randomness) {
        if (spec instanceof LinearSpec.Dense) {
            double deviation = zero ? 0 : new Slot("", List.of(1L), inputs, outputs).deviation();
            return Dense.of(inputs, outputs, new Init.Normal(deviation), randomness);
        }
        Form form = form(inputs, outputs);
        return new Structured(form, inputs, outputs, start.tensors(form, zero, randomness), normalization(form));
    }

    private Optional<Normalization> normalization(Form form) {
        if (!normalized) {
            return Optional.empty();
        }
        List<Tensor> ones = gains
                ? IntStream.range(0, form.slots().size())
                        .mapToObj(i -> torch.ones(1).set_requires_grad(true))
                        .toList()
                : List.of();
        return Optional.of(new Normalization(epsilon(), ones));
    }
}
