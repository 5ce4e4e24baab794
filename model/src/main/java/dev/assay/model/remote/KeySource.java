package dev.assay.model.remote;

/// Where the endpoint's key comes from. Keys are never written in options or files.
public sealed interface KeySource {
    /// The environment variable `ASSAY_API_KEY`, else `OPENAI_API_KEY`, else no key.
    record Usual() implements KeySource {}

    /// One environment variable, which must be set.
    ///
    /// @param name of the variable, not the key itself
    record Variable(String name) implements KeySource {
        /// @throws IllegalArgumentException if it cannot be the name of a variable; the message does not repeat
        ///     it, for it may be the key
        public Variable {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}")) {
                throw new IllegalArgumentException(
                        "the name of an environment variable is letters, digits and underscores, at most 64");
            }
        }
    }

    /// No key is sent, whatever is set.
    record None() implements KeySource {}
}
