package dev.assay.model.remote;

/// A reply lacks what its route must return; the message says what, as a sentence without its full stop.
final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
        super(message);
    }

    /// What is lacking.
    String what() {
        return String.valueOf(getMessage());
    }
}
