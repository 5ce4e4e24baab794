package dev.assay.livebench.sandbox;

import java.nio.file.Path;
import java.util.List;

/// Runs programs that nobody has read.
@FunctionalInterface
public interface Sandbox {
    /// Runs a command.
    ///
    /// @param command as the program sees it; `python3` first, for one in Python
    /// @param folder  which the program may read and write, and where it starts
    Outcome run(List<String> command, Path folder, Limits limits);

    /// Refuses to run anything.
    static Sandbox none() {
        return (command, folder, limits) ->
                new Outcome.Unavailable("programs are not run here: install bubblewrap (apt-get install bubblewrap)");
    }
}
