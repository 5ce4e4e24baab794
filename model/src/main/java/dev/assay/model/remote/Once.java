package dev.assay.model.remote;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// A value that is found once, when it is first asked for; a failure to find it is not kept.
final class Once<T> {
    private final Supplier<T> source;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<Optional<T>> value = new AtomicReference<>(Optional.empty());

    Once(Supplier<T> source) {
        this.source = source;
    }

    T get() {
        return value.get().orElseGet(this::find);
    }

    /// The value, if it was found before.
    Optional<T> known() {
        return value.get();
    }

    private T find() {
        lock.lock();
        try {
            Optional<T> before = value.get();
            if (before.isPresent()) {
                return before.get();
            }
            T found = source.get();
            value.set(Optional.of(found));
            return found;
        } finally {
            lock.unlock();
        }
    }
}
