package dev.assay.lm;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Lets one piece of work at a time at a model, in the order of arrival, and none once it is closed.
final class Turn {
    private final ReentrantLock lock = new ReentrantLock(true);
    private boolean closed;

    /// The result of work that has the model for itself.
    ///
    /// @throws IllegalStateException if the model is closed
    <T> T take(Supplier<T> work) {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("this model is closed");
            }
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for its turn, then frees the model, once.
    void close(Runnable free) {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                free.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
