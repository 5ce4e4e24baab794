package dev.assay.model;

/// Why an answer ended.
public enum FinishReason {
    /// The model ended it.
    STOP,
    /// `maxTokens` or the context was reached.
    LENGTH,
    /// A stop string was met; endpoints that do not tell the two apart say [#STOP].
    STOP_STRING,
    /// The endpoint withheld text.
    CONTENT_FILTER,
    /// Something else that the endpoint named, or nothing named.
    OTHER
}
