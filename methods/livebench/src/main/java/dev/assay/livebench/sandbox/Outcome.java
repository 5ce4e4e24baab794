package dev.assay.livebench.sandbox;

/// What came of running a program.
public sealed interface Outcome {
    /// It ended by itself, or by a limit of its process.
    ///
    /// @param code   its exit status
    /// @param output what it wrote to standard output
    /// @param errors what it wrote to standard error
    record Ended(int code, String output, String errors) implements Outcome {}

    /// It ran past its time, or wrote without end, and was stopped.
    record Stopped(String why) implements Outcome {}

    /// It was not run.
    record Unavailable(String why) implements Outcome {}
}
