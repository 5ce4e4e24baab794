package dev.assay.livebench.contamination;

import dev.assay.livebench.question.Question;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalDouble;

/// One question while it is being searched for: what is sought, and what was found so far.
///
/// Places in the corpus are counted in words.
final class Passage {
    private static final long NEVER = Long.MIN_VALUE / 2;

    private final Question question;
    private final Sought sought;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int found;
    private int truthFound;
    private long lastAt = NEVER;
    private int run;
    private int longest;
    private Optional<Place> first = Optional.empty();

    /// What is sought of a question.
    ///
    /// @param ngram       words of its n-grams
    /// @param words       of its turns
    /// @param counted     its n-grams
    /// @param boilerplate those that are left out
    /// @param truth       n-grams of its ground truth
    record Sought(int ngram, int words, int counted, int boilerplate, int truth) {}

    /// An n-gram of the ground truth that was seen before any of the question's own.
    private record Waiting(int entry, long at) {}

    Passage(Question question, Sought sought) {
        this.question = question;
        this.sought = sought;
    }

    /// Takes one of the question's n-grams, whose last word is at a place.
    ///
    /// @param fresh whether it was not found before
    void hit(boolean fresh, long at) {
        found += fresh ? 1 : 0;
        run = at == lastAt + 1 ? run + 1 : sought.ngram();
        longest = Math.max(longest, run);
        lastAt = at;
    }

    /// Whether nothing was found yet.
    boolean isUntouched() {
        return first.isEmpty();
    }

    void begin(Place place) {
        first = Optional.of(place);
    }

    /// Takes an n-gram of the ground truth; whether it stands near one of the question's.
    boolean isTruthNear(int entry, long at) {
        if (at - lastAt <= OverlapRules.NEAR_WORDS) {
            return true;
        }
        forget(at);
        waiting.add(new Waiting(entry, at));
        return false;
    }

    /// The next n-gram of the ground truth that stands shortly before a place, each once.
    Optional<Integer> nextTruthBefore(long at) {
        forget(at);
        return Optional.ofNullable(waiting.poll()).map(Waiting::entry);
    }

    private void forget(long at) {
        while (!waiting.isEmpty() && at - waiting.getFirst().at() > OverlapRules.NEAR_WORDS) {
            waiting.removeFirst();
        }
    }

    void foundTruth() {
        truthFound++;
    }

    /// What was found.
    QuestionOverlap overlap(OverlapRules rules) {
        return new QuestionOverlap(
                question.id(),
                question.category(),
                question.task(),
                sought.ngram(),
                sought.counted(),
                sought.boilerplate(),
                found,
                Math.min(longest, sought.words()),
                first,
                sought.truth() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) truthFound / sought.truth()),
                rules.verdict(found, sought.counted()));
    }
}
