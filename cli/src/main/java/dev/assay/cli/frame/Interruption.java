package dev.assay.cli.frame;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The user's wish to stop, as running work sees it.
///
/// Ctrl-C starts the JVM's shutdown while native code may still be computing, and memory that is torn down under it
/// crashes the process. So the shutdown [hook][#hook] asks the work to stop, and waits until it has. The working
/// thread itself is never interrupted: that would close the file of a checkpoint that is being written.
public final class Interruption {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
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

    /// Has something done at the moment of the request, such as closing a connection that somebody waits on; at
    /// once if the request has been made.
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
    public void finished() {
        finished.countDown();
    }

    /// The thread for `Runtime.addShutdownHook`: asks the work to stop and waits for it as long as `patience`.
    public Thread hook(Console console, Duration patience) {
        return new Thread(() -> stop(console, patience), "assay-interruption");
    }

    private void stop(Console console, Duration patience) {
        if (finished.getCount() == 0) {
            return;
        }
        console.note("stopping after the current step (at most " + patience.toSeconds() + " s) ...");
        request();
        try {
            if (!finished.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                console.note("gave up waiting; what was saved before is intact");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
