package dev.assay.server.http;

/// What a path shows to who looks; made at once, on the thread that all connections share.
@FunctionalInterface
public interface Page {
    /// Its text.
    Shown show();

    /// @param type its media type
    /// @param text its text
    record Shown(String type, String text) {}
}
