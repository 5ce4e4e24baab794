package dev.assay.base;

import java.util.Arrays;

/// What the process tells its caller when it ends; the first digit of a problem's code.
public enum ExitCode {
    /// Done, every gate met.
    DONE(0),
    /// Our fault; the message says where the full trace lies.
    INTERNAL(1),
    /// A wrong option or configuration.
    USAGE(2),
    /// Finished, but a gate was not met.
    GATE(3),
    /// Data or a model is unreadable, or does not fit.
    DATA(4),
    /// It would not fit memory or disk; nothing was started.
    RESOURCES(5),
    /// Stopped early by a watch (NaN, divergence); the last good checkpoint is kept.
    STOPPED(6),
    /// Interrupted; the checkpoint is kept and the line that resumes was printed.
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /// The number the process exits with.
    public int number() {
        return number;
    }

    /// The exit code with this number.
    ///
    /// @throws IllegalArgumentException if there is none
    public static ExitCode of(int number) {
        return Arrays.stream(values())
                .filter(code -> code.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no exit code " + number));
    }
}
