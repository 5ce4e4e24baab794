package dev.assay.model.remote.internal;

/// A text that should have been JSON is not; the message says where it goes wrong, and quotes nothing.
public final class NotJson extends Exception {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
        super(message);
    }
}
