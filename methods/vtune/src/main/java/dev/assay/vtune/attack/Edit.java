package dev.assay.vtune.attack;

import java.util.Locale;

/// What a provider does to a trained model, or to its answers, before it is served.
public sealed interface Edit {
    /// The spelling on the command line and in results.
    String word();

    /// Adds Gaussian noise to every matrix.
    ///
    /// @param share its deviation, as a share of that of the matrix's numbers
    record Noise(double share) implements Edit {
        @Override
        public String word() {
            return of("noise", share);
        }
    }

    /// Sets the smallest numbers of every matrix to zero.
    ///
    /// @param share of its numbers
    record Pruning(double share) implements Edit {
        @Override
        public String word() {
            return of("prune", share);
        }
    }

    /// Averages the weights with those of the base model.
    ///
    /// @param base the base model's share
    record Averaging(double base) implements Edit {
        @Override
        public String word() {
            return of("average", base);
        }
    }

    /// Holds the weights in fewer bits.
    ///
    /// @param kind `int8` or `int4`
    record Rounding(String kind) implements Edit {
        @Override
        public String word() {
            return kind;
        }
    }

    /// Cuts answers after as many words as 95 % of the data's answers have.
    record Cutting() implements Edit {
        @Override
        public String word() {
            return "cut";
        }
    }

    private static String of(String name, double share) {
        return String.format(Locale.ROOT, "%s:%s", name, share);
    }
}
