package dev.assay.vtune.plan;

import dev.assay.base.AssayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How many rows are planted.
///
/// What teaches a model a signature is how often it sees it: rows of its group times epochs. Large models
/// need few exposures, small ones hundreds.
///
/// @param rows         of the data
/// @param epochs       that the provider will train
/// @param groups       each with a trigger and a signature of its own
/// @param rowsPerGroup planted for each
public record Dose(int rows, int epochs, int groups, int rowsPerGroup) {
    /// Beyond this share of the data a warning is given.
    public static final double MUCH = 0.02;

    /// Beyond this share nothing is planted.
    public static final double TOO_MUCH = 0.05;

    /// Exposures that a small model (some millions of parameters) needs.
    public static final int SMALL_MODEL_EXPOSURES = 300;

    private static final String UNFIT = "ASSAY-2151";
    private static final int FEWEST = 5;
    private static final double LEAST_SHARE = 0.005;
    private static final int MANY_ROWS = 1_000;

    public Dose {
        if (rows < 1 || epochs < 1 || groups < 1 || rowsPerGroup < 1) {
            throw new IllegalArgumentException("rows, epochs and groups are counted from 1");
        }
    }

    /// The fewest rows that give each group its exposures: at least `max(5, 0.005 N)` in all, in 4 groups, or
    /// in 2 for fewer than 1,000 rows; groups are given up, down to 2, where they would be more than 2 % of
    /// the data.
    ///
    /// @param exposures of each signature over all epochs
    /// @throws AssayException `ASSAY-2151` if there is nothing to plant in, or more than 5 % of the data
    ///     would be needed; it says how many epochs would do
    public static Dose plan(int rows, int epochs, int exposures) {
        int groups = rows >= MANY_ROWS ? 4 : 2;
        while (groups > 2 && of(rows, epochs, exposures, groups).share() > MUCH) {
            groups--;
        }
        return of(rows, epochs, exposures, groups).checked(exposures);
    }

    /// The same in so many groups.
    ///
    /// @throws AssayException `ASSAY-2151` as [#plan(int, int, int)]
    public static Dose plan(int rows, int epochs, int exposures, int groups) {
        return of(rows, epochs, exposures, groups).checked(exposures);
    }

    private static Dose of(int rows, int epochs, int exposures, int groups) {
        if (epochs < 1 || exposures < 1 || groups < 1) {
            throw refused(
                    epochs + " epochs, " + exposures + " exposures and " + groups + " groups are no plan",
                    "count each from 1");
        }
        int all = Math.max(FEWEST, (int) Math.ceil(LEAST_SHARE * rows));
        return new Dose(
                Math.max(rows, 1),
                epochs,
                groups,
                Math.max(Math.ceilDiv(exposures, epochs), Math.ceilDiv(all, groups)));
    }

    private Dose checked(int exposures) {
        if (planted() > rows) {
            throw refused(
                    rows + " rows are fewer than the " + planted() + " to be planted",
                    "bring more data, or train more epochs");
        }
        if (share() > TOO_MUCH) {
            long enough = Math.ceilDiv((long) exposures * groups, Math.max(1L, (long) (TOO_MUCH * rows)));
            throw refused(
                    String.format(
                            Locale.ROOT,
                            "%d of %d rows would be planted, %.1f %%; at most %.0f %% are",
                            planted(),
                            rows,
                            100 * share(),
                            100 * TOO_MUCH),
                    enough > epochs
                            ? "train " + enough
                                    + " epochs, or use fewer groups, or, for a larger model, fewer exposures"
                            : "bring more data");
        }
        return this;
    }

    private static AssayException refused(String what, String mend) {
        return AssayException.of(UNFIT, "No rows can be planted: " + what + ".", "the plan's dose", mend);
    }

    /// How many rows are planted in all; as many as a number holds where there would be more.
    public int planted() {
        return Math.clamp((long) groups * rowsPerGroup, 0, Integer.MAX_VALUE);
    }

    /// Planted rows beside those of the data.
    public double share() {
        return (double) planted() / rows;
    }

    /// How often each signature is seen.
    public long exposures() {
        return (long) rowsPerGroup * epochs;
    }

    /// What to think of before planting so.
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        if (share() > MUCH) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "%.1f %% of the data are planted; more than %.0f %% may be noticed and may cost quality",
                    100 * share(),
                    100 * MUCH));
        }
        if (groups < 2) {
            warnings.add("one group alone leaves no second draw to multiply with; use at least 2");
        }
        return warnings;
    }
}
