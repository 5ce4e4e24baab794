package dev.assay.server.engine;

import dev.assay.lm.generate.PrefixCache;
import dev.assay.lm.generate.RunningBatch;
import dev.assay.lm.generate.SequenceEvent;
import dev.assay.lm.generate.SequenceRequest;
import dev.assay.server.settings.ServerSettings;
import dev.assay.tensor.Scope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs the models of a server on one thread: takes sequences from a bounded queue into the batch of
/// their model, and gives all of them one token after another.
public final class Engine implements AutoCloseable {
    private static final int MOST_RETRY_SECONDS = 60;

    private final Map<String, Served> models;
    private final ServerSettings.Batch settings;
    private final Counts counts = new Counts();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Work> queue = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Map<String, RunningBatch> batches = new LinkedHashMap<>();
    private final AtomicInteger running = new AtomicInteger();
    private volatile long prefixBytes;
    private boolean draining;
    private boolean stopping;

    private sealed interface Work {
        /// Of one model's batch.
        record Sequence(String model, SequenceRequest request) implements Work {}

        /// Done between two steps.
        record Task(Runnable action) implements Work {}
    }

    /// Begins to run.
    public Engine(List<Served> models, ServerSettings.Batch settings) {
        this.models = models.stream()
                .collect(Collectors.toMap(Served::name, served -> served, (a, b) -> a, LinkedHashMap::new));
        this.settings = settings;
        Thread.ofPlatform().name("assay-engine").start(this::run);
    }

    /// The models by name, in the order they were given.
    public Map<String, Served> models() {
        return models;
    }

    /// How many sequences it holds at most, running and waiting.
    public int most() {
        return settings.sequences() + settings.queue();
    }

    /// Queues sequences of one model, all or none.
    ///
    /// @throws Overloaded if there is no room
    public void submit(String model, List<SequenceRequest> together) {
        lock.lock();
        try {
            requireRoom(together.size());
            together.forEach(request -> queue.add(new Work.Sequence(model, counts.counted(request))));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for work that has the models for itself between two steps.
    ///
    /// @throws Overloaded if there is no room
    public <T> T compute(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        lock.lock();
        try {
            requireRoom(1);
            queue.add(new Work.Task(() -> {
                try {
                    result.complete(work.get());
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                }
            }));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private void requireRoom(int more) {
        int free = Math.max(0, settings.sequences() - running.get());
        if (draining || queue.size() + more > free + settings.queue()) {
            double waits = counts.secondsEach() * (1 + queue.size() / (double) settings.sequences());
            throw new Overloaded((int) Math.clamp(Math.ceil(waits), 1, MOST_RETRY_SECONDS), draining);
        }
    }

    /// What it does now, and has done.
    public Load load() {
        lock.lock();
        try {
            return counts.load(running.get(), queue.size(), prefixBytes);
        } finally {
            lock.unlock();
        }
    }

    /// Takes no more work, and waits for what there is.
    ///
    /// @param most to wait; what has not ended by then ends where it is
    public void finish(Duration most) {
        lock.lock();
        try {
            draining = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!ended.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            draining = true;
            stopping = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (var scope = Scope.open()) {
            try {
                while (waitForWork()) {
                    admit();
                    step();
                }
            } finally {
                cancelQueue();
                batches.values().forEach(RunningBatch::close);
            }
        } finally {
            ended.countDown();
        }
    }

    /// Waits until there is something to do; false in the end.
    private boolean waitForWork() {
        lock.lock();
        try {
            while (!stopping && running.get() == 0 && queue.isEmpty()) {
                if (draining) {
                    return false;
                }
                changed.awaitUninterruptibly();
            }
            return !stopping;
        } finally {
            lock.unlock();
        }
    }

    private void admit() {
        for (Work next = next(); next != null; next = next()) {
            switch (next) {
                case Work.Task(Runnable action) -> action.run();
                case Work.Sequence(String model, SequenceRequest request) -> join(model, request);
            }
        }
    }

    /// What comes next, if there is room for it.
    private @Nullable Work next() {
        lock.lock();
        try {
            Work first = queue.peek();
            boolean sequence = first instanceof Work.Sequence;
            if (first == null || (sequence && running.get() >= settings.sequences())) {
                return null;
            }
            // Counted while nobody else looks, so that the queue never holds more than it may.
            running.addAndGet(sequence ? 1 : 0);
            return queue.remove();
        } finally {
            lock.unlock();
        }
    }

    private void join(String model, SequenceRequest request) {
        if (request.cancelled().getAsBoolean()) {
            running.decrementAndGet();
            request.events().accept(new SequenceEvent.Failed(new CancellationException("nobody waits for it")));
            return;
        }
        try {
            batches.computeIfAbsent(model, this::batch).join(request);
        } catch (RuntimeException e) {
            running.decrementAndGet();
            request.events().accept(new SequenceEvent.Failed(e));
        }
    }

    private RunningBatch batch(String model) {
        Served served = models.get(model);
        if (served == null) {
            throw new IllegalArgumentException("no model is called " + model);
        }
        return new RunningBatch(
                served.model().generator(), new PrefixCache(settings.prefixBytes()), settings.sequences());
    }

    private void step() {
        int left = 0;
        long bytes = 0;
        for (RunningBatch batch : batches.values()) {
            if (batch.size() > 0) {
                step(batch);
            }
            left += batch.size();
            bytes += batch.prefixBytes();
        }
        running.set(left);
        prefixBytes = bytes;
    }

    private static void step(RunningBatch batch) {
        try {
            batch.step();
        } catch (RuntimeException | OutOfMemoryError e) {
            batch.fail(e instanceof RuntimeException known ? known : new IllegalStateException(e));
        }
    }

    private void cancelQueue() {
        lock.lock();
        try {
            // Whatever ended the thread, nothing more is taken in that nobody would answer.
            draining = true;
            for (Work work : queue) {
                switch (work) {
                    case Work.Task(Runnable action) -> action.run();
                    case Work.Sequence(String model, SequenceRequest request) ->
                        request.events().accept(new SequenceEvent.Failed(new Overloaded(1, true)));
                }
            }
            queue.clear();
        } finally {
            lock.unlock();
        }
    }
}
