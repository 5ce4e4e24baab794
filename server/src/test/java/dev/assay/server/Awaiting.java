package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits for what another thread brings about.
final class Awaiting {
    private static final Duration MOST = Duration.ofSeconds(20);
    private static final Duration BETWEEN = Duration.ofMillis(2);

    private Awaiting() {}

    /// Returns as soon as something holds, and fails if it does not come to hold.
    static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + MOST.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting after " + MOST).isLessThan(end);
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
