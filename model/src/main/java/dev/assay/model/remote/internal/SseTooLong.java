package dev.assay.model.remote.internal;

/// An event of a stream is longer than the limit.
public final class SseTooLong extends Exception {
    private static final long serialVersionUID = 1L;

    private final int maxEventBytes;

    SseTooLong(int maxEventBytes) {
        super("an event of the stream is longer than " + maxEventBytes + " bytes");
        this.maxEventBytes = maxEventBytes;
    }

    /// The limit, in bytes.
    public int maxEventBytes() {
        return maxEventBytes;
    }
}
