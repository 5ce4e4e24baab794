package dev.assay.base;

import dev.assay.base.internal.Processor;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/// The machine that a number was made on; it names no person, host or folder.
///
/// @param system       operating system, its version and architecture
/// @param processor    the processor's model name, or `unknown`
/// @param vectorBits   width of a vector register in bits, 0 if unknown
/// @param instructions those instruction sets that decide the speed of matrix products, such as `avx2` or
/// `amx_bf16`
/// @param cores        logical processors that this process may use
/// @param memoryBytes  memory that this process may use, 0 if unknown
public record Machine(
        String system, String processor, int vectorBits, List<String> instructions, int cores, long memoryBytes) {
    public Machine {
        instructions = List.copyOf(instructions);
    }

    /// This machine.
    public static Machine here() {
        Processor processor = Processor.here();
        String system = "%s %s, %s"
                .formatted(
                        System.getProperty("os.name", "unknown"),
                        System.getProperty("os.version", ""),
                        System.getProperty("os.arch", ""));
        return new Machine(
                system,
                processor.model(),
                processor.vectorBits(),
                processor.instructions(),
                Runtime.getRuntime().availableProcessors(),
                memory());
    }

    /// The same as names and values, as [Provenance] keeps it.
    public Map<String, String> describe() {
        return Map.of(
                "system",
                system,
                "processor",
                processor,
                "vector-bits",
                vectorBits == 0 ? "unknown" : Integer.toString(vectorBits),
                "instructions",
                String.join(" ", instructions),
                "cores",
                Integer.toString(cores),
                "memory-bytes",
                memoryBytes == 0 ? "unknown" : Long.toString(memoryBytes));
    }

    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }
}
