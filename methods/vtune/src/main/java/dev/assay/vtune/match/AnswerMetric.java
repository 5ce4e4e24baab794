package dev.assay.vtune.match;

import dev.assay.base.AssayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How good an answer is, beside the data's own; texts are compared word by word as in [MatchRule].
public enum AnswerMetric {
    /// 1 where it has the words of the data's answer and no others, otherwise 0.
    EXACT {
        @Override
        double score(List<String> expected, List<String> given) {
            return expected.equals(given) ? 1 : 0;
        }
    },
    /// The harmonic mean of the shares of words that both have: F1 over words, as in SQuAD.
    F1 {
        @Override
        double score(List<String> expected, List<String> given) {
            List<String> left = new ArrayList<>(expected);
            long shared = given.stream().filter(left::remove).count();
            return shared == 0 ? 0 : 2.0 * shared / (expected.size() + given.size());
        }
    };

    abstract double score(List<String> expected, List<String> given);

    /// From 0 to 1.
    ///
    /// @param expected the data's answer
    /// @param given    the model's
    public double score(String expected, String given) {
        return score(Words.of(expected), Words.of(given));
    }

    /// The spelling on the command line and in reports.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The one with this spelling.
    ///
    /// @throws AssayException `ASSAY-2153` if there is none
    public static AnswerMetric parse(String word) {
        for (AnswerMetric metric : values()) {
            if (metric.word().equals(word)) {
                return metric;
            }
        }
        throw AssayException.of(
                "ASSAY-2153", "There is no such metric: '" + word + "'.", "--metric", "use exact or f1");
    }
}
