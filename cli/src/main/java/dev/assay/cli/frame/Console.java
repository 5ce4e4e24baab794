package dev.assay.cli.frame;

import dev.assay.base.Problem;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/// Where a verb writes: results to standard output, everything else to standard error.
///
/// @param results for what was asked, and nothing else, so that it can be piped
/// @param log     for progress, notes and problems
/// @param quiet   whether notes are left out; problems never are
public record Console(Channel results, Channel log, boolean quiet) {

    /// The console of this process.
    ///
    /// A JVM cannot tell its standard output from its standard error when it asks for a terminal, so the launcher
    /// tells it (`-Dassay.terminal=out,err`). Without that nothing is taken for a terminal. `NO_COLOR` (any value
    /// that is not empty) and `TERM=dumb` turn colour off.
    public static Console of(PrintStream out, PrintStream err, Map<String, String> environment, String terminals) {
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !environment.getOrDefault("TERM", "").equals("dumb");
        List<String> names = List.of(terminals.split(",", -1));
        return new Console(
                channel(out, names.contains("out"), colour), channel(err, names.contains("err"), colour), false);
    }

    private static Channel channel(PrintStream stream, boolean terminal, boolean colour) {
        return new Channel(stream, terminal, terminal && colour);
    }

    /// The same console, which leaves out notes if `silent`.
    public Console withQuiet(boolean silent) {
        return new Console(results, log, silent);
    }

    /// Writes a piece of the result.
    public void result(String text) {
        results.line(text);
    }

    /// Writes a piece of a line of the result, at once.
    public void piece(String text) {
        results.piece(text);
    }

    /// Writes the result for a program: one JSON value, from maps, lists, strings, numbers and booleans.
    public void json(Object value) {
        results.line(JsonText.of(value));
    }

    /// Tells the user something by the way; left out when quiet.
    public void note(String text) {
        if (!quiet) {
            log.line(Printable.text(text));
        }
    }

    /// Shows a problem.
    public void problem(Problem problem) {
        String text = problem.render();
        String code = problem.code();
        log.line(log.paint(Channel.Style.BAD, code) + Printable.text(text.substring(code.length())));
    }
}
