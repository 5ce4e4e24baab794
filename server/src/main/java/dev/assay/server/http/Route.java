package dev.assay.server.http;

import com.fasterxml.jackson.databind.JsonNode;

/// Answers requests to one path.
@FunctionalInterface
public interface Route {
    /// Answers; may wait, for it has a thread of its own.
    ///
    /// @param body what was sent
    /// @return what goes into the log
    /// @throws dev.assay.server.wire.WireProblem if the request is refused
    Logged answer(Exchange exchange, JsonNode body);
}
