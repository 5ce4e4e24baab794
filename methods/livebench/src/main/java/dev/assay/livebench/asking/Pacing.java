package dev.assay.livebench.asking;

/// Spreads requests evenly over time.
final class Pacing {
    private final long gapNanos;
    private long next = System.nanoTime();

    /// @param perMinute at most; 0 for no bound
    Pacing(double perMinute) {
        this.gapNanos = perMinute == 0 ? 0 : (long) (60e9 / perMinute);
    }

    /// Waits until the next request may be sent.
    void await() throws InterruptedException {
        if (gapNanos == 0) {
            return;
        }
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            long mine = Math.max(next, now);
            next = mine + gapNanos;
            wait = mine - now;
        }
        if (wait > 0) {
            java.util.concurrent.TimeUnit.NANOSECONDS.sleep(wait);
        }
    }
}
