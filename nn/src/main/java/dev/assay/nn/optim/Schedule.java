package dev.assay.nn.optim;

/// The learning rate as a function of the step.
public sealed interface Schedule {
    /// The same rate throughout.
    record Constant() implements Schedule {}

    /// Rises in a line, then falls along half a cosine to a share of the peak.
    ///
    /// @param warmup steps of rise
    /// @param floor  share of the peak that remains at the end, in `[0, 1]`
    record Cosine(long warmup, double floor) implements Schedule {
        public Cosine {
            check(warmup, floor);
        }
    }

    /// Rises in a line, then falls in a line to a share of the peak.
    ///
    /// @param warmup steps of rise
    /// @param floor  share of the peak that remains at the end, in `[0, 1]`
    record Linear(long warmup, double floor) implements Schedule {
        public Linear {
            check(warmup, floor);
        }
    }

    private static void check(long warmup, double floor) {
        if (warmup < 0) {
            throw new IllegalArgumentException("warmup is a number of steps, not " + warmup);
        }
        if (!(floor >= 0 && floor <= 1)) {
            throw new IllegalArgumentException("floor is a share of the peak rate, in [0, 1]: " + floor);
        }
    }

    /// The factor on the peak rate at a step, in `[0, 1]`.
    ///
    /// @param step  from 0
    /// @param steps how many there are
    default double factor(long step, long steps) {
        return switch (this) {
            case Constant ignored -> 1;
            case Cosine(long warmup, double floor) ->
                step < warmup
                        ? (step + 1.0) / (warmup + 1.0)
                        : floor + (1 - floor) * (1 + Math.cos(Math.PI * progress(step, warmup, steps))) / 2;
            case Linear(long warmup, double floor) ->
                step < warmup
                        ? (step + 1.0) / (warmup + 1.0)
                        : floor + (1 - floor) * (1 - progress(step, warmup, steps));
        };
    }

    private static double progress(long step, long warmup, long steps) {
        return Math.clamp((double) (step - warmup) / Math.max(1, steps - warmup), 0, 1);
    }
}
