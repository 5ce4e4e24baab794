package dev.assay.model.remote;

import java.util.Optional;

/// One request, before it is sent.
///
/// @param path   the route under the endpoint's base, such as `chat/completions`
/// @param json   what is posted; empty for a GET
/// @param stream whether server-sent events are expected
record Call(String path, Optional<String> json, boolean stream) {
    static Call get(String path) {
        return new Call(path, Optional.empty(), false);
    }

    static Call post(String path, String json) {
        return new Call(path, Optional.of(json), false);
    }

    static Call stream(String path, String json) {
        return new Call(path, Optional.of(json), true);
    }

    String method() {
        return json.isPresent() ? "POST" : "GET";
    }
}
