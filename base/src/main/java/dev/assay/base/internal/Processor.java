package dev.assay.base.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The processor's name and instruction sets, as the operating system tells them.
///
/// @param model        model name
/// @param instructions the instruction sets worth knowing, in the order of [#TELLING]
public record Processor(String model, List<String> instructions) {
    private static final List<String> TELLING = List.of(
            "sse4_2",
            "avx",
            "avx2",
            "fma",
            "f16c",
            "avx_vnni",
            "avx512f",
            "avx512bw",
            "avx512_vnni",
            "avx512_bf16",
            "avx512_fp16",
            "amx_tile",
            "amx_int8",
            "amx_bf16",
            "asimd",
            "asimddp",
            "sve",
            "sve2",
            "i8mm",
            "bf16");
    private static final String UNKNOWN = "unknown";
    private static final int MOST_CHARACTERS = 1 << 16;

    /// This machine's.
    public static Processor here() {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("linux")) {
            return ofLinux(read(Path.of("/proc/cpuinfo")));
        }
        if (system.contains("mac")) {
            return new Processor(sysctl("machdep.cpu.brand_string").orElse(UNKNOWN), ofMac());
        }
        return new Processor(
                Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")).orElse(UNKNOWN), List.of());
    }

    /// From the text of `/proc/cpuinfo`.
    static Processor ofLinux(String text) {
        String model = field(text, "model name").or(() -> field(text, "Model")).orElse(UNKNOWN);
        String flags = field(text, "flags").or(() -> field(text, "Features")).orElse("");
        return new Processor(model, telling(words(flags)));
    }

    /// Width of a vector register in bits, 0 if unknown.
    public int vectorBits() {
        if (instructions.contains("avx512f")) {
            return 512;
        }
        if (instructions.contains("avx")) {
            return 256;
        }
        return instructions.contains("sse4_2") || instructions.contains("asimd") ? 128 : 0;
    }

    private static List<String> ofMac() {
        boolean arm = System.getProperty("os.arch", "").equals("aarch64");
        String flags = arm
                ? "asimd"
                : sysctl("machdep.cpu.features").orElse("") + " "
                        + sysctl("machdep.cpu.leaf7_features").orElse("");
        String names = flags.toLowerCase(Locale.ROOT).replace('.', '_').replace("avx1_0", "avx");
        return telling(words(names));
    }

    private static Set<String> words(String text) {
        return Set.copyOf(List.of(text.split("\\s+")));
    }

    private static List<String> telling(Set<String> flags) {
        return TELLING.stream().filter(flags::contains).toList();
    }

    private static Optional<String> field(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name) && line.indexOf(':') > 0)
                .filter(line -> line.substring(0, line.indexOf(':')).strip().equals(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static String read(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
            var text = new StringBuilder();
            lines.takeWhile(line -> text.length() < MOST_CHARACTERS)
                    .forEach(line -> text.append(line).append('\n'));
            return text.toString();
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    private static Optional<String> sysctl(String name) {
        try {
            Process process = new ProcessBuilder("/usr/sbin/sysctl", "-n", name).start();
            String text = new String(process.getInputStream().readNBytes(MOST_CHARACTERS), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0;
            return Optional.of(text.strip()).filter(value -> ended && !value.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
