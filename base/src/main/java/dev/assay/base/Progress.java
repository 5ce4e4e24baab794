package dev.assay.base;

import dev.assay.base.internal.StandardError;
import dev.assay.base.internal.TerminalProgress;
import java.util.function.LongSupplier;

/// Shows how far a long piece of work is.
///
/// ```java
/// try (Progress.Bar bar = progress.start("train", steps, "step")) {
///     ...
///     bar.advance(1);
///     bar.note("loss 2.31");
/// }
/// ```
///
/// A bar may be advanced from several threads. Showing progress never fails and never stops the work.
public interface Progress {
    /// Starts a bar.
    ///
    /// @param what  what is being done, in one or two words
    /// @param total how many units there are; 0 if nobody knows
    /// @param unit  the unit, in the singular
    Bar start(String what, long total, String unit);

    /// One piece of work under way; closing it leaves its last state on the screen.
    interface Bar extends AutoCloseable {
        /// So many more units are done.
        void advance(long units);

        /// So many units were done before, by a run that is now resumed; they do not count for the rate.
        void resumedAt(long units);

        /// A few words to show beside the bar, such as the loss.
        void note(String words);

        @Override
        void close();
    }

    /// Shows nothing.
    static Progress silent() {
        return (what, total, unit) -> new Bar() {
            @Override
            public void advance(long units) {}

            @Override
            public void resumedAt(long units) {}

            @Override
            public void note(String words) {}

            @Override
            public void close() {}
        };
    }

    /// Bars on standard error where that is a terminal, silence elsewhere and when asked to be quiet.
    ///
    /// Colour is left away where the environment variable `NO_COLOR` is set and not empty. The launcher may say
    /// by the system property `assay.terminal` (a list that names `err`) whether standard error is a terminal;
    /// otherwise it is found out.
    static Progress onStandardError(boolean quiet) {
        return quiet || !StandardError.isTerminal()
                ? silent()
                : onTerminal(System.err, StandardError.columns(), StandardError.colour(), System::nanoTime);
    }

    /// Bars on a terminal of one's own, redrawn at most ten times a second.
    ///
    /// @param out        the terminal
    /// @param columns    its width
    /// @param colour     whether the bar is coloured
    /// @param clockNanos a clock that counts nanoseconds
    static Progress onTerminal(Appendable out, int columns, boolean colour, LongSupplier clockNanos) {
        return new TerminalProgress(out, columns, colour, clockNanos);
    }
}
