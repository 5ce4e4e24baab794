package dev.assay.cli.frame;

import dev.assay.base.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The user's wish to stop, as running work sees it.
///
/// Ctrl-C starts the JVM's shutdown while native code may still be computing, and memory that is torn
/// down under it crashes the process. So the shutdown [hook][#hook] asks the work to stop, and waits
/// until it has. The working thread itself is never interrupted: that would close the file of a
/// checkpoint that is being written.
public final class Interruption {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final AtomicReference<ExitCode> code = new AtomicReference<>(ExitCode.INTERNAL);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /// Whether the user has asked to stop.
    public boolean requested() {
        return requested.getCount() == 0;
    }

    /// Asks the work to stop; asking twice changes nothing.
    public void request() {
        boolean first;
        synchronized (requested) {
            first = !requested();
            requested.countDown();
        }
        if (first) {
            listeners.forEach(Runnable::run);
        }
    }

    /// Has something done at the moment of the request, such as closing a connection that somebody
    /// waits on; at once if the request has been made.
    public void onRequest(Runnable action) {
        synchronized (requested) {
            if (!requested()) {
                listeners.add(action);
                return;
            }
        }
        action.run();
    }

    /// Says that the work has ended and the process may go.
    ///
    /// @param result what it came to
    public void finished(ExitCode result) {
        code.set(result);
        finished.countDown();
    }

    /// The thread for `Runtime.addShutdownHook`: asks the work to stop and waits for it as long as `patience`.
    ///
    /// @param end takes what the work came to after it was asked to stop; the JVM by itself would end
    ///     with the number of the signal, even where a server has ended as it should
    public Thread hook(Console console, Duration patience, Consumer<ExitCode> end) {
        return new Thread(() -> stop(console, patience, end), "assay-interruption");
    }

    private void stop(Console console, Duration patience, Consumer<ExitCode> end) {
        if (finished.getCount() == 0) {
            return;
        }
        console.note("stopping after the current step (at most " + patience.toSeconds() + " s) ...");
        request();
        try {
            if (finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                end.accept(code.get());
            } else {
                console.note("gave up waiting; what was saved before is intact");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
