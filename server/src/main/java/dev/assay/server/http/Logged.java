package dev.assay.server.http;

import java.util.Optional;

/// What the log says of an answer.
///
/// @param model            by name
/// @param user             as the request has it
/// @param promptTokens     read
/// @param completionTokens written
public record Logged(Optional<String> model, Optional<String> user, int promptTokens, int completionTokens) {
    /// Nothing to say.
    public static final Logged NOTHING = new Logged(Optional.empty(), Optional.empty(), 0, 0);
}
