package dev.assay.model.remote;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// A clock that moves only when somebody sleeps, and jitter that always draws the longest wait.
final class FakePace implements Pace {
    final List<Duration> slept = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return Instant.parse("2015-10-21T07:28:00Z").plusNanos(nanos.get());
    }

    @Override
    public void sleep(Duration wait) {
        slept.add(wait);
        nanos.addAndGet(wait.toNanos());
    }

    @Override
    public double uniform() {
        return 1;
    }
}
