package dev.assay.cli.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Looks at cores, vector units and memory.
final class HardwareChecks {
    private static final double GIB = 1L << 30;
    private static final double LITTLE_GIB = 4;
    private static final double LOW_GIB = 2;
    private static final List<String> TELLING =
            List.of("avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_tile", "amx_int8", "amx_bf16");

    private HardwareChecks() {}

    static Check cores(Machine machine) {
        int cores = machine.processors();
        return cores > 1
                ? Check.passed("cores", cores + " that Java may use")
                : Check.tip("cores", "one that Java may use", "two or more train about twice as fast");
    }

    /// Vector extensions, and whether bfloat16 runs in hardware.
    static Check vectors(Machine machine) {
        Optional<Set<String>> flags = processorFlags(machine);
        if (flags.isEmpty()) {
            return Check.notChecked(
                    "vectors", machine.property("os.arch") + "; this system does not list its extensions");
        }
        List<String> present = TELLING.stream().filter(flags.get()::contains).toList();
        boolean bfloat16 = present.contains("amx_bf16") || present.contains("avx512_bf16");
        String found = (present.isEmpty() ? "none of " + String.join(", ", TELLING) : String.join(", ", present))
                + "; bfloat16 " + (bfloat16 ? "in hardware" : "emulated");
        if (!present.contains("avx2")) {
            return Check.tip("vectors", found, "a processor with AVX2 or later computes many times faster");
        }
        return bfloat16
                ? Check.passed("vectors", found)
                : Check.tip("vectors", found, "train in float32 on this processor: bfloat16 would be slower");
    }

    private static Optional<Set<String>> processorFlags(Machine machine) {
        return machine.procLines("cpuinfo").stream()
                .filter(line -> line.startsWith("flags"))
                .findFirst()
                .map(line -> new TreeSet<>(Arrays.asList(line.split("[\\s:]+"))));
    }

    /// Memory in all, what is free now, and how much of it Java's own heap may take.
    static Check memory(Machine machine) {
        if (machine.memoryBytes() == 0) {
            return Check.notChecked("memory", "this system does not say");
        }
        double total = machine.memoryBytes() / GIB;
        double free = Math.min(total, availableBytes(machine).orElse(machine.memoryBytes()) / GIB);
        String found = String.format(
                Locale.ROOT,
                "%.1f GiB, %.1f of it free; Java's heap may take %.1f (tensors lie outside it)",
                total,
                free,
                machine.maximumHeapBytes() / GIB);
        if (total < LOW_GIB) {
            return Check.issue("memory", found, "the engine alone takes about 0.3 GiB; have at least 4 GiB");
        }
        return total < LITTLE_GIB || free < LOW_GIB
                ? Check.tip("memory", found, "end what is not needed; models are limited by the free memory")
                : Check.passed("memory", found);
    }

    private static Optional<Long> availableBytes(Machine machine) {
        return machine.procLines("meminfo").stream()
                .filter(line -> line.matches("MemAvailable:\\s+\\d{1,15} kB"))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10);
    }
}
