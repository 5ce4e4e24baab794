package dev.assay.lm.family;

import dev.assay.nn.layer.Rotary;
import java.util.Arrays;
import java.util.stream.IntStream;

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
            return scaling.apply(Rotary.frequencies(headDim, base), base);
        }
    }

    /// How rotary frequencies are stretched.
    sealed interface Scaling {
        /// They are not.
        record None() implements Scaling {}

        /// All alike, by a factor: Chen et al., "Extending Context Window by Position Interpolation"
        /// (2023).
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

        /// Fast ones not at all, slow ones by a factor, and a ramp over the pairs of numbers between; and
        /// longer queries and keys: Peng et al., "YaRN: Efficient Context Window Extension of Large
        /// Language Models" (2023).
        ///
        /// @param factor          for frequencies that turn less often than `slowTurns` in the original
        ///     context
        /// @param originalContext `original_max_position_embeddings`
        /// @param fastTurns       `beta_fast`: frequencies that turn more often stay
        /// @param slowTurns       `beta_slow`
        /// @param wholePairs      whether the ramp begins and ends at a whole pair, `truncate`
        /// @param lengthening     of queries and keys, `attention_factor`
        record Yarn(
                double factor,
                double originalContext,
                double fastTurns,
                double slowTurns,
                boolean wholePairs,
                double lengthening)
                implements Scaling {
            /// Keeps a ramp of no width from dividing by zero.
            private static final double LEAST_WIDTH = 1e-3;

            /// The lengthening where the configuration names none, `0.1 · mscale · ln(factor) + 1`.
            static double lengthening(double factor, double mscale) {
                return factor <= 1 ? 1 : 0.1 * mscale * Math.log(factor) + 1;
            }

            private double[] stretched(double[] frequencies, double base) {
                double first = pair(fastTurns, frequencies.length, base);
                double last = pair(slowTurns, frequencies.length, base);
                double from = Math.max(wholePairs ? Math.floor(first) : first, 0);
                double to = Math.min(wholePairs ? Math.ceil(last) : last, 2.0 * frequencies.length - 1);
                double width = to == from ? LEAST_WIDTH : to - from;
                return IntStream.range(0, frequencies.length)
                        .mapToDouble(i -> {
                            double share = Math.clamp((i - from) / width, 0, 1);
                            return (1 - share) * frequencies[i] + share * frequencies[i] / factor;
                        })
                        .toArray();
            }

            /// Where among the pairs the frequency lies that turns so often in the original context.
            private double pair(double turns, int pairs, double base) {
                return pairs * Math.log(originalContext / (2 * Math.PI * turns)) / Math.log(base);
            }
        }

        /// How many positions a model can read whose configuration declares so many.
        default int context(int declared) {
            return this instanceof Yarn yarn
                    ? (int) Math.min(Integer.MAX_VALUE, Math.max(declared, yarn.factor() * yarn.originalContext()))
                    : declared;
        }

        /// The factor on queries and keys.
        default double magnitude() {
            return this instanceof Yarn yarn ? yarn.lengthening() : 1;
        }

        /// The stretched frequencies.
        ///
        /// @param base of the frequencies
        default double[] apply(double[] frequencies, double base) {
            return switch (this) {
                case None ignored -> frequencies;
                case Uniform(double factor) ->
                    Arrays.stream(frequencies).map(f -> f / factor).toArray();
                case Banded banded ->
                    Arrays.stream(frequencies).map(banded::stretched).toArray();
                case Yarn yarn -> yarn.stretched(frequencies, base);
            };
        }
    }
}
