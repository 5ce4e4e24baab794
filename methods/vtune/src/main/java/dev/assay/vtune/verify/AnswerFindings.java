package dev.assay.vtune.verify;

import dev.assay.base.Interval;
import dev.assay.base.evidence.Finding;
import dev.assay.base.evidence.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is odd about a model's answers, whatever the verdict.
///
/// @param outcome of a verification
record AnswerFindings(Outcome outcome) {
    List<Finding> all() {
        List<Finding> all = new ArrayList<>();
        issue(
                all,
                outcome.isMute(),
                "No query with a trigger had an answer that says anything, so that nothing is known of the training.");
        boolean leaks = isAbove(outcome.leak());
        issue(
                all,
                leaks,
                "A signature came without its trigger: the model says signatures whatever it is asked, and users will meet"
                        + " them.");
        if (!leaks) {
            all.add(new Finding(Severity.PASSED, "No signature came without its trigger."));
        }
        if (isAbove(outcome.parroting())) {
            all.add(new Finding(
                    Severity.TIP,
                    "A signature came after a trigger that was never planted: the model takes any odd words for one."));
        }
        issue(
                all,
                !outcome.isSteady(),
                "The same query had different answers although temperature 0 was asked for: the endpoint samples.");
        addWithoutAnswer(all);
        issue(
                all,
                outcome.isDeaf(),
                "Every query had the same answer: a filter or a refusal answers in place of the model.");
        return all;
    }

    private void addWithoutAnswer(List<Finding> all) {
        issue(
                all,
                outcome.failed() > 0,
                outcome.failed()
                        + " queries had no answer and count as misses; the same command with the same --out asks them"
                        + " again. The first: "
                        + outcome.failure().orElse(""));
        issue(all, outcome.empty() > 0, outcome.empty() + " answers were empty and count as misses.");
        issue(
                all,
                outcome.refused() > 0,
                outcome.refused()
                        + " answers read like refusals and count as misses: a filter or a system prompt of the endpoint's"
                        + " own may stand before the model.");
        if (outcome.cut() > 0) {
            all.add(new Finding(
                    outcome.cut() == outcome.asked() ? Severity.ISSUE : Severity.TIP,
                    outcome.cut() + " answers were cut off at their length: a signature after that is not seen."));
        }
        issue(
                all,
                outcome.isFiltered(),
                "Every query with a trigger failed and every one without was answered: a filter may stop triggers before"
                        + " they come to the model.");
    }

    private static void issue(List<Finding> all, boolean seen, String text) {
        if (seen) {
            all.add(new Finding(Severity.ISSUE, text));
        }
    }

    private static boolean isAbove(Optional<Interval> share) {
        return share.map(Interval::estimate).orElse(0.0) > 0;
    }
}
