package dev.assay.livebench.contamination;

import dev.assay.base.Interval;
import java.util.Locale;

/// What may and what may not be concluded from a split, in plain sentences.
final class Conclusion {
    private static final String ALTERNATIVES = "Newer questions may also be harder, or of other sources";

    /// Drawing anew from fewer shows too little spread.
    private static final int FEW = 10;

    private Conclusion() {}

    static String of(CutoffSplit split) {
        return verdict(split) + caution(split);
    }

    private static String caution(CutoffSplit split) {
        long few = split.tasks().values().stream()
                .filter(each -> Math.min(each.before().n(), each.after().n()) < FEW)
                .count();
        return few == 0
                ? ""
                : " " + few + " of " + split.tasks().size() + " tasks have fewer than " + FEW
                        + " questions on a side, which makes the intervals too narrow.";
    }

    private static String verdict(CutoffSplit split) {
        if (split.overall().isEmpty()) {
            return "No task has questions on both sides of " + split.cutoff()
                    + ", so nothing may be concluded about a change.";
        }
        SplitScores scores = split.overall().get();
        if (scores.isClearDrop()) {
            return "In the same tasks " + split.model() + " scores lower on questions released after "
                    + split.cutoff() + ", by " + shown(scores.change(), -1)
                    + " points. This is what a model shows that has seen the older ones; it does not prove that it has. "
                    + ALTERNATIVES + ": compare with a model whose training ended before all of them.";
        }
        String room = String.format(
                Locale.ROOT,
                "a drop of up to %.1f points is not ruled out",
                Math.max(0, -scores.change().low()));
        if (scores.isClearRise()) {
            return "In the same tasks " + split.model() + " scores higher on questions released after "
                    + split.cutoff() + ", by " + shown(scores.change(), 1)
                    + " points. This is no sign that it has seen the older ones; it does not prove that it has not, since"
                    + " newer questions may be easier.";
        }
        return "In the same tasks the scores of " + split.model() + " before and after " + split.cutoff()
                + " do not differ clearly (" + shown(scores.change(), 1) + " points). So there is no sign that it has"
                + " seen the older questions, and no proof that it has not: " + room + ".";
    }

    private static String shown(Interval change, int sign) {
        double low = sign < 0 ? -change.high() : change.low();
        double high = sign < 0 ? -change.low() : change.high();
        return String.format(Locale.ROOT, "%.1f [%.1f, %.1f]", sign * change.estimate(), low, high);
    }
}
