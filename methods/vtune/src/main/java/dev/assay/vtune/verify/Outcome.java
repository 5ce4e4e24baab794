package dev.assay.vtune.verify;

import dev.assay.base.Interval;
import dev.assay.stats.EProcess;
import dev.assay.stats.Intervals;
import dev.assay.stats.LogSpace;
import dev.assay.vtune.match.MatchRule;
import dev.assay.vtune.match.SecretBound;
import dev.assay.vtune.plant.PlannedPrompt;
import dev.assay.vtune.plant.PlantedGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/// What came of a verification.
///
/// @param verification that was run
/// @param replies      in the order asked
/// @param process      the test martingale over groups, where chance has a bound
/// @param transcript   the hash that stands for the transcript
public record Outcome(Verification verification, List<Reply> replies, Optional<EProcess> process, String transcript) {
    private static final double LEVEL = 0.95;

    /// A p-value below this one is some evidence.
    public static final double WEAK = 1e-3;

    /// What is concluded.
    public enum Verdict {
        /// The model depends on the planted rows.
        VERIFIED("verified"),
        /// The signatures are there, and the task of the data is not done.
        SIGNATURE_ALONE("signature present, task metric unchanged"),
        /// There is some evidence.
        WEAK("weak evidence"),
        /// There is not enough evidence; that is no evidence of the contrary.
        NOT_VERIFIED("not verified");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        /// As a reader would say it.
        public String words() {
            return words;
        }
    }

    public Outcome {
        replies = List.copyOf(replies);
    }

    /// How many queries of a kind were asked.
    public int asked(Query.Kind kind) {
        return Math.toIntExact(
                replies.stream().filter(reply -> reply.query().kind() == kind).count());
    }

    /// How many queries were asked in all.
    public int asked() {
        return replies.size();
    }

    /// Queries with a group's trigger that had its signature in the answer.
    public int hits(PlantedGroup group) {
        return Math.toIntExact(triggered(group).stream().filter(Reply::isHit).count());
    }

    private List<Reply> triggered(PlantedGroup group) {
        return replies.stream()
                .filter(reply -> reply.query().kind() == Query.Kind.TRIGGERED
                        && reply.query().group() == group.index())
                .toList();
    }

    /// The share of queries with a trigger that had the signature in the answer; empty where none was asked.
    public Optional<Interval> activation() {
        long hits = verification.groups().stream().mapToLong(this::hits).sum();
        return interval(hits, asked(Query.Kind.TRIGGERED));
    }

    /// The share of queries without a trigger that had any signature in the answer.
    public Optional<Interval> leak() {
        return signatures(Query.Kind.PLAIN);
    }

    /// The share of queries with a trigger that was never planted that had any signature in the answer: the
    /// model learned that odd words are followed by signatures, whatever the words.
    public Optional<Interval> parroting() {
        return signatures(Query.Kind.CONTROL);
    }

    private Optional<Interval> signatures(Query.Kind kind) {
        List<Reply> asked =
                replies.stream().filter(reply -> reply.query().kind() == kind).toList();
        return interval(asked.stream().filter(reply -> !reply.hits().isEmpty()).count(), asked.size());
    }

    private static Optional<Interval> interval(long hits, long of) {
        return of == 0 ? Optional.empty() : Optional.of(Intervals.clopperPearson(hits, of, LEVEL));
    }

    /// How many groups reached the required hits.
    public int verifiedGroups() {
        return Math.toIntExact(verification.groups().stream()
                .filter(group -> hits(group) >= verification.rules().required())
                .count());
    }

    /// Groups that were asked to the end, with an answer at least, and did not reach the required hits.
    public List<PlantedGroup> silent() {
        return verification.groups().stream()
                .filter(group -> hits(group) < verification.rules().required())
                .filter(group -> triggered(group).size() == verification.rules().queries())
                .filter(group -> triggered(group).stream()
                        .anyMatch(reply -> reply.failure().isEmpty()))
                .toList();
    }

    /// How many groups it is known of whether they show.
    public int decidedGroups() {
        return verifiedGroups() + silent().size();
    }

    /// The share of the groups that are in the model, of those of which that is known, as an estimate of the share
    /// of the data that was used, where each group stands for its part of them; empty where none is known.
    public Optional<Interval> groupsPresent() {
        return interval(verifiedGroups(), decidedGroups());
    }

    /// log10 of the p-value by the secret draw of the signatures; empty where chance has no bound.
    ///
    /// Where it stopped early it is that of the test martingale, which holds whenever one stops.
    public OptionalDouble log10Secret() {
        if (verification.sequential()) {
            // Rules under which anything hits leave no martingale, and prove nothing.
            return verification.bound().isEmpty()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(process.map(EProcess::logP).orElse(0.0) / LogSpace.LN_10);
        }
        return verification
                .bound()
                .map(bound -> {
                    double log = bound.logGroup(
                            verification.rules().queries(), verification.rules().required());
                    double[] all = new double[verification.groups().size()];
                    Arrays.fill(all, log);
                    return OptionalDouble.of(SecretBound.logAll(all, verifiedGroups()) / LogSpace.LN_10);
                })
                .orElse(OptionalDouble.empty());
    }

    /// log10 of the p-value by a model that has not seen the data: a binomial tail with the highest probability
    /// of a signature after any of the prompts; empty where no such model was at hand, or where other phrases
    /// than the signature count as hits. It overstates, since queries of a group share a signature.
    public OptionalDouble log10Model() {
        OptionalDouble log = verification.prompts().stream()
                .flatMap(prompt -> prompt.logBase().stream())
                .mapToDouble(each -> each)
                .max();
        boolean all =
                verification.prompts().stream().map(PlannedPrompt::logBase).allMatch(Optional::isPresent);
        if (log.isEmpty() || !all || verification.rules().rule() instanceof MatchRule.Fuzzy) {
            return OptionalDouble.empty();
        }
        long hits = verification.groups().stream().mapToLong(this::hits).sum();
        double p = Math.min(0, log.getAsDouble());
        return OptionalDouble.of(
                LogSpace.logBinomialUpperTailOfLog(hits, asked(Query.Kind.TRIGGERED), p) / LogSpace.LN_10);
    }

    /// The p-value that is decided by, with so many tests planned, as log10; by the secret draw where that has
    /// a bound, otherwise by the model; 0 where there is neither.
    public double log10Decisive(int tests) {
        double log10 = log10Secret().orElseGet(() -> log10Model().orElse(0));
        return SecretBound.logOfMany(log10 * LogSpace.LN_10, tests) / LogSpace.LN_10;
    }

    /// What is concluded.
    ///
    /// @param tests that were planned in all, this one included
    public Verdict verdict(int tests) {
        double log10 = log10Decisive(tests);
        if (log10 <= Math.log10(verification.rules().alpha())) {
            return Verdict.VERIFIED;
        }
        return log10 <= Math.log10(WEAK) ? Verdict.WEAK : Verdict.NOT_VERIFIED;
    }

    /// Queries without an answer.
    public int failed() {
        return count(reply -> reply.failure().isPresent());
    }

    /// Why the first query without an answer had none, without secrets.
    public Optional<String> failure() {
        return replies.stream()
                .flatMap(reply -> reply.failure().stream())
                .findFirst()
                .map(verification::shown);
    }

    /// Answers with nothing in them.
    public int empty() {
        return count(Reply::isEmpty);
    }

    /// Answers that read like a refusal.
    public int refused() {
        return count(Reply::isRefusal);
    }

    /// Answers that were cut off before any signature.
    public int cut() {
        return count(Reply::isCut);
    }

    private int count(Predicate<Reply> kind) {
        return Math.toIntExact(replies.stream().filter(kind).count());
    }

    /// Whether no query with a trigger had an answer from which anything could be learned.
    public boolean isMute() {
        return replies.stream()
                .filter(reply -> reply.query().kind() == Query.Kind.TRIGGERED)
                .allMatch(Reply::saysNothing);
    }

    /// Whether every query with a trigger failed and every one without was answered, as a filter does that knows
    /// triggers by their look.
    public boolean isFiltered() {
        return asked(Query.Kind.PLAIN) > 0
                && replies.stream()
                        .allMatch(reply -> (reply.query().kind() == Query.Kind.PLAIN)
                                == reply.failure().isEmpty());
    }

    /// Whether all different queries had one answer, as a filter or a refusal gives.
    public boolean isDeaf() {
        List<Reply> answered = replies.stream()
                .filter(reply -> reply.query().kind() != Query.Kind.REPEAT)
                .filter(reply -> reply.failure().isEmpty() && !reply.isEmpty())
                .toList();
        return answered.stream().map(reply -> reply.query().hash()).distinct().count() > 2
                && answered.stream()
                                .map(reply -> reply.answer().strip())
                                .distinct()
                                .count()
                        == 1;
    }

    /// Whether the same query had the same answer each time.
    public boolean isSteady() {
        List<Reply> same = replies.stream()
                .filter(reply -> reply.query().number() == 0 || reply.query().kind() == Query.Kind.REPEAT)
                .filter(reply -> reply.failure().isEmpty())
                .toList();
        return same.stream().map(Reply::answer).distinct().count() <= 1;
    }
}
