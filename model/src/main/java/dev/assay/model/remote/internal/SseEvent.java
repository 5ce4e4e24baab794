package dev.assay.model.remote.internal;

/// One server-sent event.
///
/// @param type `message` unless the stream named another
/// @param data the data lines, joined by line feeds
public record SseEvent(String type, String data) {}
