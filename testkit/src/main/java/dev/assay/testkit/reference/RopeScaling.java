package dev.assay.testkit.reference;

/// How the frequencies of a rotary embedding are stretched to read longer texts than the model was first
/// trained on.
///
/// The names are those of `rope_scaling.rope_type` in a `config.json`.
public sealed interface RopeScaling {

    /// No stretching: `θ_i = base^(-2i/d)`.
    record None() implements RopeScaling {}

    /// Position interpolation: every frequency is divided by the factor.
    ///
    /// Source: Chen et al., "Extending Context Window of Large Language Models via Positional
    /// Interpolation" (2023).
    ///
    /// @param factor how many times longer, at least 1
    record Linear(double factor) implements RopeScaling {
        public Linear {
            requireFactor(factor);
        }
    }

    /// Dynamic NTK: a sequence of length `L` beyond the trained context `C` gets the base
    /// `base · (factor · L/C - (factor - 1))^(d/(d-2))`; a shorter one is left alone.
    ///
    /// @param factor how fast the base grows with the length, at least 1
    record Dynamic(double factor) implements RopeScaling {
        public Dynamic {
            requireFactor(factor);
        }
    }

    /// Llama 3.1's rule: long wavelengths are divided by the factor, short ones kept, those between
    /// interpolated.
    ///
    /// With wavelength `λ = 2π/θ` and old context `C`: `θ` where `λ < C/high`; `θ/factor` where `λ >
    /// C/low`; else `(1-s) θ/factor + s θ` with `s = (C/λ - low) / (high - low)`.
    ///
    /// Source: Grattafiori et al., "The Llama 3 Herd of Models" (2024), and the reference code published
    /// with it.
    ///
    /// @param factor          how many times longer, at least 1
    /// @param lowFrequency    `low_freq_factor`, positive
    /// @param highFrequency   `high_freq_factor`, above the low one
    /// @param originalContext `original_max_position_embeddings`
    record Llama3(double factor, double lowFrequency, double highFrequency, int originalContext)
            implements RopeScaling {
        public Llama3 {
            requireFactor(factor);
            if (!(lowFrequency > 0 && highFrequency > lowFrequency) || originalContext < 1) {
                throw new IllegalArgumentException("llama3 scaling needs 0 < low < high and a context, found low "
                        + lowFrequency + ", high " + highFrequency + ", context " + originalContext);
            }
        }
    }

    /// YaRN: pair `i` keeps its frequency if it turns more than `fast` times in the old context `C`, is
    /// divided by the factor if it turns less than `slow` times, and in between goes over from one to the
    /// other linearly in `i`; queries and keys grow by `0.1 ln(factor) + 1`.
    ///
    /// Source: Peng et al., "YaRN: Efficient Context Window Extension of Large Language Models" (2023);
    /// the ramp over `i` is that of the published models.
    ///
    /// @param factor          how many times longer, above 1
    /// @param fast            `beta_fast`
    /// @param slow            `beta_slow`, below the fast one
    /// @param originalContext `original_max_position_embeddings`
    record Yarn(double factor, double fast, double slow, int originalContext) implements RopeScaling {
        public Yarn {
            requireFactor(factor);
            if (!(slow > 0 && fast > slow) || originalContext < 1) {
                throw new IllegalArgumentException("yarn scaling needs 0 < slow < fast and a context, found slow "
                        + slow + ", fast " + fast + ", context " + originalContext);
            }
        }
    }

    private static void requireFactor(double factor) {
        if (!(factor >= 1 && factor < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a rope scaling factor is at least 1: " + factor);
        }
    }
}
