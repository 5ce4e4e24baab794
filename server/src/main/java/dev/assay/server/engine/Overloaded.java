package dev.assay.server.engine;

import java.io.Serial;

/// The queue is full, or the engine takes no more work.
public final class Overloaded extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int retryAfterSeconds;
    private final boolean closing;

    Overloaded(int retryAfterSeconds, boolean closing) {
        super(closing ? "the server is shutting down" : "the queue is full");
        this.retryAfterSeconds = retryAfterSeconds;
        this.closing = closing;
    }

    /// After how many seconds there may be room.
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /// Whether the engine ends and there will be no room.
    public boolean closing() {
        return closing;
    }
}
