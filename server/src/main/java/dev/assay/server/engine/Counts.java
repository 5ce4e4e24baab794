package dev.assay.server.engine;

import dev.assay.lm.generate.SequenceEvent;
import dev.assay.lm.generate.SequenceRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/// Counts what an engine writes.
final class Counts {
    private static final long WINDOW_NANOS = Duration.ofSeconds(5).toNanos();

    private static final double WEIGHT_OF_LAST = 0.1;

    private final AtomicLong tokens = new AtomicLong();
    private final AtomicLong promptTokens = new AtomicLong();
    private final AtomicLong cachedTokens = new AtomicLong();
    private final Deque<long[]> recent = new ArrayDeque<>();
    private double secondsEach = 1;

    /// The same request, whose events are counted before they are told.
    SequenceRequest counted(SequenceRequest request) {
        AtomicLong began = new AtomicLong();
        return new SequenceRequest(
                request.prompt(),
                request.sampling(),
                request.processors(),
                request.observed(),
                request.cancelled(),
                event -> {
                    count(request, event, began);
                    request.events().accept(event);
                });
    }

    private void count(SequenceRequest request, SequenceEvent event, AtomicLong began) {
        switch (event) {
            case SequenceEvent.Began read -> {
                began.set(System.nanoTime());
                promptTokens.addAndGet(request.prompt().length);
                cachedTokens.addAndGet(read.cachedTokens());
            }
            case SequenceEvent.Wrote wrote -> wrote(wrote.tokens().size());
            case SequenceEvent.Ended ended -> took((System.nanoTime() - began.get()) / 1e9);
            case SequenceEvent.Failed failed -> {}
        }
    }

    private void wrote(int more) {
        tokens.addAndGet(more);
        synchronized (recent) {
            recent.add(new long[] {System.nanoTime(), more});
            forget();
        }
    }

    /// About how long a sequence takes, for the guess of when there is room.
    double secondsEach() {
        synchronized (recent) {
            return secondsEach;
        }
    }

    private void took(double seconds) {
        synchronized (recent) {
            secondsEach += WEIGHT_OF_LAST * (seconds - secondsEach);
        }
    }

    private void forget() {
        while (!recent.isEmpty() && System.nanoTime() - recent.getFirst()[0] > WINDOW_NANOS) {
            recent.removeFirst();
        }
    }

    private double rate() {
        synchronized (recent) {
            forget();
            return recent.stream().mapToLong(entry -> entry[1]).sum() * 1e9 / WINDOW_NANOS;
        }
    }

    Load load(int running, int queued, long prefixBytes) {
        return new Load(running, queued, rate(), tokens.get(), promptTokens.get(), cachedTokens.get(), prefixBytes);
    }
}
