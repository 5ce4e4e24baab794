package dev.assay.model.remote;

import dev.assay.base.Problem;
import java.time.Duration;
import java.util.Optional;

/// One attempt at a request failed; whether another may be made is part of it.
final class AttemptFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean again;
    private final transient Optional<Duration> retryAfter;

    private AttemptFailure(Problem problem, boolean again, Optional<Duration> retryAfter) {
        super(problem.what());
        this.problem = problem;
        this.again = again;
        this.retryAfter = retryAfter;
    }

    /// A failure that another attempt would meet again.
    static AttemptFailure lasting(Problem problem) {
        return new AttemptFailure(problem, false, Optional.empty());
    }

    /// A failure that may pass.
    static AttemptFailure passing(Problem problem, Optional<Duration> retryAfter) {
        return new AttemptFailure(problem, true, retryAfter);
    }

    /// The same failure, of a request that must not be sent again.
    AttemptFailure lasting() {
        return lasting(problem);
    }

    Problem problem() {
        return problem;
    }

    boolean mayPass() {
        return again;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
