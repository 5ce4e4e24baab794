package dev.assay.model.remote;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/// Numbered pieces of work on a few virtual threads.
final class Parallel {
    private static final int MOST_PROBLEMS = 20;

    private final int count;
    private final IntConsumer work;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private Parallel(int count, IntConsumer work) {
        this.count = count;
        this.work = work;
    }

    /// Runs the work for 0 to `count - 1`, at most `parallelism` at once, in no order.
    ///
    /// The first failure lets what has begun end and begins nothing more.
    ///
    /// @throws AssayException   all problems that were met, at most 20; `ASSAY-6030` if the wait was
    /// interrupted
    /// @throws RuntimeException the first failure of another kind
    static void run(int count, int parallelism, IntConsumer work) {
        new Parallel(count, work).run(Math.min(parallelism, count));
    }

    private void run(int workers) {
        var ended = new CountDownLatch(workers);
        boolean interrupted = false;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int w = 0; w < workers; w++) {
                threads.execute(() -> {
                    workOn();
                    ended.countDown();
                });
            }
            interrupted = interruptedBefore(ended);
            if (interrupted) {
                stop.set(true);
                threads.shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            failures.add(AssayException.of(
                    "ASSAY-6030",
                    "The wait for answers was interrupted.",
                    "a batch of " + count,
                    "ask again, or resume the run"));
        }
        rethrow();
    }

    private static boolean interruptedBefore(CountDownLatch latch) {
        try {
            latch.await();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void workOn() {
        try {
            for (int i = next.getAndIncrement(); i < count && !stop.get(); i = next.getAndIncrement()) {
                work.accept(i);
            }
        } catch (RuntimeException | Error e) {
            stop.set(true);
            failures.add(e);
        }
    }

    private void rethrow() {
        var known = new ArrayList<AssayException>();
        for (Throwable failure : failures) {
            switch (failure) {
                case AssayException e -> known.add(e);
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
        if (!known.isEmpty()) {
            throw new AssayException(problems(known));
        }
    }

    private static List<Problem> problems(List<AssayException> known) {
        return known.stream()
                .flatMap(failure -> failure.problems().stream())
                .distinct()
                .limit(MOST_PROBLEMS)
                .toList();
    }
}
