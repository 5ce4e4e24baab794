package dev.assay.lm.family;

import dev.assay.nn.layer.Rotary;
import java.util.Arrays;

/// How a decoder knows where a token stands.
public sealed interface Positions {
    /// A learned vector for each position, added to the token's.
    record Learned() implements Positions {}

    /// Queries and keys are turned by an angle that grows with the position.
    ///
    /// @param base    of the frequencies, `rope_theta`
    /// @param scaling how the frequencies are stretched to longer contexts
    record Turned(double base, Scaling scaling) implements Positions {
        /// The frequencies for heads of this size, radians per position.
        public double[] frequencies(int headDim) {
            return scaling.apply(Rotary.frequencies(headDim, base));
        }
    }

    /// How rotary frequencies are stretched.
    sealed interface Scaling {
        /// They are not.
        record None() implements Scaling {}

        /// All alike, by a factor: Chen et al., "Extending Context Window by Position Interpolation" (2023).
        record Uniform(double factor) implements Scaling {}

        /// Slow ones by a factor, fast ones not at all, and a ramp between, as in Llama 3.1.
        ///
        /// @param factor          for wavelengths above `context / lowFrequency`
        /// @param lowFrequency    `low_freq_factor`
        /// @param highFrequency   `high_freq_factor`: wavelengths below `context / highFrequency` stay
        /// @param originalContext `original_max_position_embeddings`
        record Banded(double factor, double lowFrequency, double highFrequency, double originalContext)
                implements Scaling {
            private double stretched(double frequency) {
                double turns = originalContext * frequency / (2 * Math.PI);
                double kept = Math.clamp((turns - lowFrequency) / (highFrequency - lowFrequency), 0, 1);
                return (1 - kept) * frequency / factor + kept * frequency;
            }
        }

        /// The stretched frequencies.
        default double[] apply(double[] frequencies) {
            return switch (this) {
                case None ignored -> frequencies;
                case Uniform(double factor) ->
                    Arrays.stream(frequencies).map(f -> f / factor).toArray();
                case Banded banded ->
                    Arrays.stream(frequencies).map(banded::stretched).toArray();
            };
        }
    }
}
