package dev.assay.livebench.sandbox;

import java.time.Duration;

/// What a program may use.
///
/// @param wall        time from start to end
/// @param cpu         processor time of a process
/// @param memoryBytes address space of a process
/// @param processes   at a time; not held where the sandbox runs as root and there is no `setpriv`
/// @param fileBytes   of a file
/// @param outputBytes that are kept of what it writes out; it is stopped at twice as many
public record Limits(Duration wall, Duration cpu, long memoryBytes, int processes, long fileBytes, int outputBytes) {
    /// A minute, 4 GiB, 64 processes, files of 64 MiB, 1 MiB of output.
    public static final Limits STANDARD =
            new Limits(Duration.ofMinutes(1), Duration.ofMinutes(1), 4L << 30, 64, 64 << 20, 1 << 20);

    public Limits {
        if (!wall.isPositive() || !cpu.isPositive() || memoryBytes < 1 || processes < 1 || outputBytes < 1) {
            throw new IllegalArgumentException("limits are above 0");
        }
    }

    /// The same with other times.
    public Limits within(Duration time) {
        return new Limits(time, time.plusSeconds(1), memoryBytes, processes, fileBytes, outputBytes);
    }
}
