package dev.assay.model.remote;

import dev.assay.base.AssayException;
import java.util.Optional;
import java.util.function.Function;

/// A secret that can be sent and cannot be shown.
final class ApiKey {
    private static final String SHOWN = "[key]";
    private static final ApiKey NONE = new ApiKey("");

    private final String secret;

    private ApiKey(String secret) {
        this.secret = secret;
    }

    /// No key.
    static ApiKey none() {
        return NONE;
    }

    /// The key from its source.
    ///
    /// @param environment value of a variable, if it is set
    /// @throws AssayException `ASSAY-2033` if a named variable is not set, or a key cannot be sent in a
    ///     header
    static ApiKey from(KeySource source, Function<String, Optional<String>> environment) {
        return switch (source) {
            case KeySource.None() -> NONE;
            case KeySource.Variable(String name) ->
                read(name, environment)
                        .orElseThrow(() -> unusable("The environment variable for the key is not set.", name));
            case KeySource.Usual() ->
                read("ASSAY_API_KEY", environment)
                        .or(() -> read("OPENAI_API_KEY", environment))
                        .orElse(NONE);
        };
    }

    private static Optional<ApiKey> read(String name, Function<String, Optional<String>> environment) {
        return environment
                .apply(name)
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> {
                    if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                        throw unusable("The key has characters that no header can carry.", name);
                    }
                    return new ApiKey(value);
                });
    }

    private static AssayException unusable(String what, String name) {
        return AssayException.of(
                "ASSAY-2033", what, "environment variable " + name, "set it to the endpoint's key, or send no key");
    }

    boolean present() {
        return !secret.isEmpty();
    }

    /// The value of the `Authorization` header.
    String header() {
        return "Bearer " + secret;
    }

    /// The text with the key blotted out, for endpoints that repeat it.
    String blotted(String text) {
        return present() ? text.replace(secret, SHOWN) : text;
    }

    @Override
    public String toString() {
        return present() ? SHOWN : "[no key]";
    }
}
