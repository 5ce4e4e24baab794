package dev.assay.nn.linear.structured;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/// A cap on the size of factors, `γ W / max(1, RMS(W) / σ)` with `σ` of [Slot#deviation].
///
/// Factors of a product can grow without limit while their product does not; with the cap they cannot.
/// A factor smaller than `σ` is left alone. The gradient flows through the mean square. Source: Qiu et
/// al., "Compute Better Spent" (2024), section on weight normalisation.
///
/// @param epsilon added to the mean square
/// @param gains   `γ` of each factor, trainable, `[1]`; none for a fixed 1
public record Normalization(double epsilon, List<Tensor> gains) {
    /// For block tensor trains.
    public static final double FINE = 1e-8;
    /// For einsums.
    public static final double COARSE = 1e-6;

    public Normalization {
        gains = List.copyOf(gains);
    }

    /// A factor as it is used.
    public Tensor capped(int index, Tensor factor, double deviation) {
        Tensor size = factor.square().mean().add(new Scalar(epsilon)).sqrt();
        Tensor excess = size.div(new Scalar(deviation)).clamp_min(new Scalar(1.0));
        Tensor scale = gains.isEmpty() ? excess.reciprocal() : gains.get(index).div(excess);
        return factor.mul(scale);
    }
}
