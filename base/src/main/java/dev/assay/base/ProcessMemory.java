package dev.assay.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The memory of this process and of the machine as Linux tells it; empty on other systems.
public final class ProcessMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path MACHINE = Path.of("/proc/meminfo");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    private ProcessMemory() {}

    /// Bytes that are resident now.
    public static OptionalLong residentBytes() {
        return kilobytes(STATUS, "VmRSS:");
    }

    /// The most bytes that were resident at once, since the start or the last [#forgetPeak].
    public static OptionalLong peakBytes() {
        return kilobytes(STATUS, "VmHWM:");
    }

    /// Bytes that processes may still take without pushing others out.
    public static OptionalLong availableBytes() {
        return kilobytes(MACHINE, "MemAvailable:");
    }

    /// Lets the peak begin anew from what is resident now; does nothing where the system does not allow it.
    public static void forgetPeak() {
        try {
            Files.writeString(CLEAR, "5");
        } catch (IOException e) {
            // The peak then counts from the start of the process, which is an upper bound.
        }
    }

    private static OptionalLong kilobytes(Path file, String name) {
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
