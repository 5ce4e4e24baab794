package dev.assay.livebench.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs programs as any other, with all that this user may do: for those who have said that they want so.
public final class Unprotected implements Sandbox {
    @Override
    public Outcome run(List<String> command, Path folder, Limits limits) {
        return RunningProgram.run(new ArrayList<>(command), folder, limits, false);
    }
}
