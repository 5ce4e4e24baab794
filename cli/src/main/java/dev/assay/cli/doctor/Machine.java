package dev.assay.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The machine as the doctor sees it; a record, so that a test can make up any machine.
///
/// @param environment      environment variables
/// @param properties       Java's system properties
/// @param proc             the folder `/proc`, or one like it; need not exist
/// @param resources        whether the class path holds a resource of this name
/// @param processors       cores that Java may use
/// @param memoryBytes      memory that the process may use, at most the machine's
/// @param maximumHeapBytes how much of it Java's heap may take
public record Machine(
        Map<String, String> environment,
        Map<String, String> properties,
        Path proc,
        Predicate<String> resources,
        int processors,
        long memoryBytes,
        long maximumHeapBytes) {
    public Machine {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    /// The machine that this process runs on.
    public static Machine here() {
        return new Machine(
                System.getenv(),
                System.getProperties().stringPropertyNames().stream()
                        .collect(Collectors.toMap(name -> name, System::getProperty)),
                Path.of("/proc"),
                name -> Machine.class.getClassLoader().getResource(name) != null,
                Runtime.getRuntime().availableProcessors(),
                physicalMemory(),
                Runtime.getRuntime().maxMemory());
    }

    /// Knows about a container's limit too.
    private static long physicalMemory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getTotalMemorySize()
                : 0;
    }

    /// A system property, empty where it is not set.
    String property(String name) {
        return properties.getOrDefault(name, "");
    }

    /// The user's home.
    Path home() {
        return Path.of(property("user.home"));
    }

    /// The lines of a file under `/proc`; none where it is not there.
    List<String> procLines(String file) {
        try {
            return Files.readAllLines(proc.resolve(file));
        } catch (IOException e) {
            return List.of();
        }
    }

    /// The program of this name in `PATH`.
    Optional<Path> program(String name) {
        String path = environment.getOrDefault("PATH", "");
        String separator = properties.getOrDefault("path.separator", ":");
        return List.of(path.split(Pattern.quote(separator), -1)).stream()
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// The engine's name for this platform, such as `linux-x86_64`; empty where there are no natives for it.
    Optional<String> platform() {
        String system = property("os.name");
        boolean intel = List.of("amd64", "x86_64").contains(property("os.arch"));
        boolean arm = List.of("aarch64", "arm64").contains(property("os.arch"));
        if (system.startsWith("Linux") && intel) {
            return Optional.of("linux-x86_64");
        }
        if (system.startsWith("Mac") && (intel || arm)) {
            return Optional.of(arm ? "macosx-arm64" : "macosx-x86_64");
        }
        return system.startsWith("Windows") && intel ? Optional.of("windows-x86_64") : Optional.empty();
    }
}
