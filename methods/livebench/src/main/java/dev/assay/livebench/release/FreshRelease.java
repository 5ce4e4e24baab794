package dev.assay.livebench.release;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.Graders;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Has makers make the questions of a release.
///
/// A question is taken only if the task's own grader gives the maker's right answer full marks in both
/// modes, and if it is neither of an earlier release nor made before. Questions do not depend on which
/// other kinds are made, nor on each other but for repeats. Method: White et al., "LiveBench" (arXiv
/// 2406.19314), section on updates.
public final class FreshRelease {
    /// Draws for one question before its kind counts as exhausted.
    private static final int MOST_DRAWS = 200;

    private final ReleasePlan plan;
    private final Known known;
    private final Seeds seeds;
    private final Graders graders = new Graders(Sandbox.none());

    /// @param earlier questions that must not come again
    public FreshRelease(ReleasePlan plan, Collection<Question> earlier) {
        this.plan = plan;
        this.known = new Known(earlier);
        this.seeds = new Seeds(plan.seed());
    }

    /// What came of one kind.
    ///
    /// @param kind      that was made
    /// @param questions in the order they were drawn
    /// @param draws     that were made for them
    /// @param repeats   that were there before
    /// @param ungraded  whose right answer the grader did not give full marks; a fault of the maker
    public record Made(Kind kind, List<Question> questions, int draws, int repeats, int ungraded) {
        public Made {
            questions = List.copyOf(questions);
        }
    }

    /// Makes the questions of one kind: as many as the plan wants, or fewer where draw after draw gives
    /// none.
    ///
    /// @param stopped asked before each draw
    /// @param told    of each question that is made
    public Made make(Maker maker, BooleanSupplier stopped, Runnable told) {
        List<Question> questions = new ArrayList<>();
        int draws = 0;
        int repeats = 0;
        int ungraded = 0;
        int since = 0;
        while (questions.size() < plan.count() && since < MOST_DRAWS && !stopped.getAsBoolean()) {
            RandomGenerator random = seeds.of(maker.kind().name(), draws++);
            Difficulty difficulty = plan.at(questions.size());
            Optional<Draft> draft = maker.draw(random, difficulty);
            since++;
            if (draft.isEmpty()) {
                continue;
            }
            Question question = Filing.of(maker.kind(), draft.get(), plan.day(), difficulty);
            if (!isRight(question, draft.get().right())) {
                ungraded++;
            } else if (!known.add(question)) {
                repeats++;
            } else {
                questions.add(question);
                since = 0;
                told.run();
            }
        }
        return new Made(maker.kind(), questions, draws, repeats, ungraded);
    }

    private boolean isRight(Question question, String right) {
        return Arrays.stream(Mode.values())
                .allMatch(mode -> graders.of(question)
                        .filter(grader -> isFull(grader, question, right, mode))
                        .isPresent());
    }

    private static boolean isFull(Grader grader, Question question, String right, Mode mode) {
        try {
            return grader.grade(question, right, mode) instanceof Grade.Scored(double score, String why) && score == 1;
        } catch (GraderFault fault) {
            return false;
        }
    }
}
