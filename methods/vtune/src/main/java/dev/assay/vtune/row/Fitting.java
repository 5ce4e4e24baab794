package dev.assay.vtune.row;

import dev.assay.base.AssayException;
import java.util.Optional;
import java.util.function.Supplier;

/// What a model says of a row if it fits its context: rows are of any length, and of one that is too long
/// nothing is guessed.
public final class Fitting {
    private static final String TOO_LONG = "ASSAY-4060";

    private Fitting() {}

    /// What was asked for; empty where the model says that it is too long.
    ///
    /// @throws AssayException whatever else goes wrong
    public static <T> Optional<T> in(Supplier<T> asked) {
        try {
            return Optional.of(asked.get());
        } catch (AssayException e) {
            if (e.problems().getFirst().code().equals(TOO_LONG)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
