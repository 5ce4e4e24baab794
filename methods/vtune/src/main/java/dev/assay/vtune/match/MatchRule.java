package dev.assay.vtune.match;

import dev.assay.base.AssayException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// When an answer counts as holding a signature; it is fixed before any answer is seen.
///
/// Signatures and answers are compared word by word; white space, case and the punctuation around words do
/// not count.
public sealed interface MatchRule {
    /// Whether the signature stands in the answer.
    boolean matches(String signature, String answer);

    /// In how many places of an answer of so many words a signature could stand: each is a chance to hit.
    long windows(long words);

    /// How many of the phrases of so many words, each from so many choices, count as hits at one place.
    double neighbours(int words, int choices);

    /// The spelling in manifests and on the command line.
    String word();

    /// Anywhere in the answer.
    record Exact() implements MatchRule {
        @Override
        public boolean matches(String signature, String answer) {
            return Words.distance(Words.of(signature), Words.of(answer)) == 0;
        }

        @Override
        public long windows(long words) {
            return Math.max(1, words);
        }

        @Override
        public double neighbours(int words, int choices) {
            return 1;
        }

        @Override
        public String word() {
            return "exact";
        }
    }

    /// At the answer's very end.
    record Anchored() implements MatchRule {
        @Override
        public boolean matches(String signature, String answer) {
            List<String> wanted = Words.of(signature);
            List<String> all = Words.of(answer);
            return all.size() >= wanted.size()
                    && all.subList(all.size() - wanted.size(), all.size()).equals(wanted);
        }

        @Override
        public long windows(long words) {
            return 1;
        }

        @Override
        public double neighbours(int words, int choices) {
            return 1;
        }

        @Override
        public String word() {
            return "anchored";
        }
    }

    /// Anywhere in the answer, with up to `distance` words that differ.
    record Fuzzy(int distance) implements MatchRule {
        public Fuzzy {
            if (distance < 1) {
                throw new IllegalArgumentException("a fuzzy match lets at least one word differ");
            }
        }

        @Override
        public boolean matches(String signature, String answer) {
            return Words.distance(Words.of(signature), Words.of(answer)) <= distance;
        }

        @Override
        public long windows(long words) {
            return Math.max(1, words);
        }

        /// `Σ_{j<=d} C(L, j) (M - 1)^j`.
        @Override
        public double neighbours(int words, int choices) {
            double sum = 0;
            double ways = 1;
            for (int j = 0; j <= Math.min(distance, words); j++) {
                sum += ways * Math.pow(choices - 1.0, j);
                ways = ways * (words - j) / (j + 1);
            }
            return sum;
        }

        @Override
        public String word() {
            return "fuzzy:" + distance;
        }
    }

    /// The rule with this spelling: `exact`, `anchored`, or `fuzzy:2`.
    ///
    /// @throws AssayException `ASSAY-2153` if there is none
    static MatchRule parse(String word) {
        String small = word.strip().toLowerCase(Locale.ROOT);
        Matcher fuzzy = Pattern.compile("fuzzy:([1-9])").matcher(small);
        if (fuzzy.matches()) {
            return new Fuzzy(Integer.parseInt(fuzzy.group(1)));
        }
        return switch (small) {
            case "exact" -> new Exact();
            case "anchored" -> new Anchored();
            default ->
                throw AssayException.of(
                        "ASSAY-2153",
                        "There is no such rule: '" + word + "'.",
                        "the match rule",
                        "use exact, anchored, or fuzzy:2");
        };
    }
}
