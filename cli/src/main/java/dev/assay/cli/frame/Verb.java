package dev.assay.cli.frame;

import dev.assay.base.ExitCode;

/// One verb of the command line: a picocli command that does work.
///
/// A verb writes its result to the console's standard output and everything else to its log, throws
/// `AssayException` for whatever the user can mend, and never ends the process itself. One that runs for long asks
/// [Interruption#requested()] between steps, keeps what it has, prints the line that resumes, and returns
/// [ExitCode#INTERRUPTED].
public interface Verb {
    /// Does the work.
    ///
    /// @param console      where results and progress go
    /// @param interruption whether the user has asked to stop
    /// @return what the process tells its caller
    /// @throws Exception whatever stopped it; anything but an `AssayException` is reported as our fault
    ExitCode run(Console console, Interruption interruption) throws Exception;
}
