package dev.assay.vtune.plant;

import dev.assay.base.AssayException;
import dev.assay.vtune.match.MatchRule;

/// How a model will be asked and judged; fixed before the data leave the house.
///
/// @param match    when an answer counts as a hit, as [MatchRule#word()]
/// @param queries  of each group, with its trigger
/// @param required hits of a group for it to count
/// @param words    the most of an answer that are looked at
/// @param alpha    the p-value below which the verdict is "verified"
public record Rules(String match, int queries, int required, int words, double alpha) {
    /// Three queries of each group, one hit of which counts; one in a million.
    public static final Rules STANDARD = new Rules("exact", 3, 1, 128, 1e-6);

    public Rules {
        MatchRule.parse(match);
        if (queries < 1 || required < 1 || required > queries || words < 1 || !(alpha > 0 && alpha < 1)) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "Such rules cannot be judged by: " + required + " of " + queries + " queries, " + words
                            + " words, alpha " + alpha + ".",
                    "the rules",
                    "require from 1 hit up to as many as there are queries, and an alpha between 0 and 1");
        }
    }

    /// When an answer counts as a hit.
    public MatchRule rule() {
        return MatchRule.parse(match);
    }

    /// The same with another p-value below which the verdict is "verified".
    public Rules withAlpha(double other) {
        return new Rules(match, queries, required, words, other);
    }

    /// The same with more or fewer words of an answer.
    public Rules withWords(int most) {
        return new Rules(match, queries, required, most, alpha);
    }
}
