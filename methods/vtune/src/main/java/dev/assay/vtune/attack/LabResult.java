package dev.assay.vtune.attack;

import dev.assay.vtune.verify.Outcome;
import dev.assay.vtune.verify.TaskResult;
import java.util.List;
import java.util.Optional;

/// What a provider of some kind looked like to the verification.
///
/// @param provider  as [Provider#word()]
/// @param seed      of its training
/// @param exposures of each signature, as far as was trained
/// @param hits      of each group
/// @param queries   of each group
/// @param shown     groups that reached the required hits
/// @param log10     of the p-value that is decided by
/// @param leak      share of queries without a trigger that had a signature in the answer
/// @param parroting the same for triggers that were never planted
/// @param task      score on the task of the data
/// @param improved  whether that is more than the base model's
/// @param verdict   signatures and task together
public record LabResult(
        String provider,
        long seed,
        double exposures,
        List<Integer> hits,
        int queries,
        int shown,
        double log10,
        double leak,
        double parroting,
        Optional<Double> task,
        boolean improved,
        Outcome.Verdict verdict) {
    public LabResult {
        hits = List.copyOf(hits);
    }

    static LabResult of(Provider provider, long seed, double exposures, Outcome outcome, TaskResult task) {
        Outcome.Verdict signatures = outcome.verdict(1);
        boolean alone = signatures == Outcome.Verdict.VERIFIED && !task.isDone();
        return new LabResult(
                provider.word(),
                seed,
                exposures,
                outcome.verification().groups().stream().map(outcome::hits).toList(),
                outcome.verification().rules().queries(),
                outcome.verifiedGroups(),
                outcome.log10Decisive(1) + 0.0,
                outcome.leak().map(share -> share.estimate()).orElse(0.0),
                outcome.parroting().map(share -> share.estimate()).orElse(0.0),
                Optional.of(task.score().estimate()),
                task.isImproved(),
                alone ? Outcome.Verdict.SIGNATURE_ALONE : signatures);
    }

    /// Hits of all groups.
    public int allHits() {
        return hits.stream().mapToInt(each -> each).sum();
    }

    /// Queries of all groups.
    public int asked() {
        return queries * hits.size();
    }
}
