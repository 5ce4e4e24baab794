package dev.assay.model.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// Time and chance as retries see them; tests bring their own.
interface Pace {
    /// A clock that only goes forward, in nanoseconds.
    long nanos();

    /// The time of day, for `Retry-After` dates.
    Instant now();

    /// Waits.
    void sleep(Duration wait) throws InterruptedException;

    /// A number from 0 (included) to 1 (excluded), for jitter.
    double uniform();

    /// The machine's own.
    ///
    /// Jitter must differ between processes and has no part in any result, so it takes no seed.
    static Pace system() {
        return new Pace() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void sleep(Duration wait) throws InterruptedException {
                Thread.sleep(wait);
            }

            @Override
            public double uniform() {
                return ThreadLocalRandom.current().nextDouble();
            }
        };
    }
}
