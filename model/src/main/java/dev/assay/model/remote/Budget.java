package dev.assay.model.remote;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// The time that one attempt has, in the machine's own time.
///
/// @param limit    how long in all
/// @param endNanos when it ends, on the clock of [System#nanoTime]
record Budget(Duration limit, long endNanos) {
    static Budget of(Duration limit) {
        return new Budget(limit, System.nanoTime() + limit.toNanos());
    }

    /// What is left, above 0.
    ///
    /// @throws TimeoutException if nothing is
    long remainingNanos() throws TimeoutException {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
            throw new TimeoutException();
        }
        return left;
    }
}
