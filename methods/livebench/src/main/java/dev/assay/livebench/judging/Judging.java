package dev.assay.livebench.judging;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.answer.ModelAnswer;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import java.time.Duration;
import java.util.Optional;

/// Grades one answer, whatever the grader does.
public final class Judging {
    private static final String THINK = "<think>";
    private static final String THOUGHT = "</think>";

    /// Far beyond what any comparison takes that ends at all.
    private static final Duration MOST = Duration.ofSeconds(30);

    /// Up to so many characters a plain grader takes no noticeable time, whatever they are.
    private static final int SHORT = 10_000;

    private final Mode mode;
    private final Graders graders;
    private final TimeLimit limit;

    /// @param mode    how faithful to the official graders' faults
    /// @param sandbox where programs that a model wrote run
    public Judging(Mode mode, Sandbox sandbox) {
        this(mode, new Graders(sandbox), TimeLimit.of(MOST));
    }

    Judging(Mode mode, Graders graders, TimeLimit limit) {
        this.mode = mode;
        this.graders = graders;
        this.limit = limit;
    }

    /// The grade of an answer. A grader that fails or takes longer than 30 s gives [Grade.Unscorable];
    /// so does a model that could not be asked.
    public Grade grade(Question question, ModelAnswer answer) {
        Optional<Grade> failed = answer.failure().flatMap(Judging::failed);
        return failed.orElseGet(() -> graded(question, withoutThoughts(answer.graded())));
    }

    private Grade graded(Question question, String text) {
        Optional<Grader> grader = graders.of(question);
        if (grader.isEmpty()) {
            return error("there is no grader for the task '" + question.kind() + "' of " + question.category());
        }
        // Programs have limits of their own, by the number of their tests; and what ends at once needs none, which
        // takes longer than most of these comparisons.
        boolean endsAtOnce = text.length() <= SHORT && Graders.isPlain(grader.get());
        return graders.runsPrograms(question) || endsAtOnce
                ? guarded(grader.get(), question, text)
                : limit.grade(() -> guarded(grader.get(), question, text));
    }

    private Grade guarded(Grader grader, Question question, String text) {
        try {
            return grader.grade(question, text, mode);
        } catch (GraderFault fault) {
            return error(String.valueOf(fault.getMessage()));
        } catch (StackOverflowError deep) {
            return error("the answer nests too deeply");
        } catch (RuntimeException fault) {
            return error(fault.getClass().getSimpleName() + ": " + fault.getMessage());
        }
    }

    private static Grade error(String why) {
        return new Grade.Unscorable(Grade.Reason.EVAL_ERROR, why);
    }

    private static Optional<Grade> failed(String status) {
        return switch (status) {
            case "api_error" ->
                Optional.of(new Grade.Unscorable(Grade.Reason.API_ERROR, "the model could not be asked"));
            case "too_long" ->
                Optional.of(
                        new Grade.Unscorable(Grade.Reason.TOO_LONG, "the question does not fit the model's context"));
            case "token_exhaustion" ->
                Optional.of(new Grade.Unscorable(
                        Grade.Reason.TOKEN_EXHAUSTION, "the model ran out of tokens before it answered"));
            default -> Optional.empty();
        };
    }

    /// Without what stands between `<think>` and `</think>`; a tag that is not closed stays.
    static String withoutThoughts(String text) {
        StringBuilder kept = new StringBuilder();
        int from = 0;
        while (true) {
            int open = text.indexOf(THINK, from);
            int close = open < 0 ? -1 : text.indexOf(THOUGHT, open + THINK.length());
            if (close < 0) {
                return kept.append(text, from, text.length()).toString();
            }
            kept.append(text, from, open);
            from = close + THOUGHT.length();
        }
    }
}
