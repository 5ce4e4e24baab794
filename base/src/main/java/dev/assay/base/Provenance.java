package dev.assay.base;

import dev.assay.base.internal.AssayVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Where a number came from: enough to make it again.
///
/// @param created       when, ISO-8601 in UTC
/// @param seed          the seed of all randomness
/// @param configuration the settings, flattened to `group.key`
/// @param inputs        name of each input file or model and its sha256
/// @param versions      of Assay, of the engine and of Java
/// @param machine       operating system, processor, vector width, cores, memory
public record Provenance(
        String created,
        long seed,
        Map<String, String> configuration,
        Map<String, String> inputs,
        Map<String, String> versions,
        Map<String, String> machine) {
    public Provenance {
        configuration = Map.copyOf(configuration);
        inputs = Map.copyOf(inputs);
        versions = Map.copyOf(versions);
        machine = Map.copyOf(machine);
    }

    /// Notes where a number comes from: now, on this machine, under this Java, with the hash of every input.
    ///
    /// Inputs are named by their file name, and by `folder/name` where two share a name; no path above that is
    /// kept.
    ///
    /// @param configuration the settings, such as [Toml#flatten] gives them; it must hold no secrets
    /// @param inputs        files, or folders such as a model's
    /// @throws AssayException `ASSAY-4001` if an input cannot be read
    public static Provenance collect(long seed, Map<String, String> configuration, List<Path> inputs) {
        var named = new TreeMap<String, Path>();
        for (Path input : inputs) {
            String name = named.containsKey(fileName(input)) ? folderAndName(input) : fileName(input);
            int copies = 1;
            String free = name;
            while (named.containsKey(free)) {
                copies++;
                free = name + " (" + copies + ")";
            }
            named.put(free, input);
        }
        return collect(seed, configuration, named);
    }

    /// The same, with names for the inputs.
    ///
    /// @param inputs name and file or folder
    /// @throws AssayException `ASSAY-4001` if an input cannot be read
    public static Provenance collect(long seed, Map<String, String> configuration, Map<String, Path> inputs) {
        return collect(seed, configuration, inputs, Clock.systemUTC());
    }

    static Provenance collect(long seed, Map<String, String> configuration, Map<String, Path> inputs, Clock clock) {
        var hashes = new HashMap<String, String>();
        inputs.forEach((name, input) -> hashes.put(name, Sha256.of(input)));
        return new Provenance(
                Instant.now(clock).truncatedTo(ChronoUnit.SECONDS).toString(),
                seed,
                configuration,
                hashes,
                Map.of("assay", AssayVersion.text(), "java", Runtime.version().toString()),
                Machine.here().describe());
    }

    /// The same with the version of one more thing, such as the engine.
    public Provenance withVersion(String name, String version) {
        return new Provenance(created, seed, configuration, inputs, with(versions, name, version), machine);
    }

    /// The same with one more input, such as a model that was made by this run.
    public Provenance withInput(String name, String sha256) {
        return new Provenance(created, seed, configuration, with(inputs, name, sha256), versions, machine);
    }

    /// The same with one more word on the machine, such as its accelerator.
    public Provenance withMachine(String name, String value) {
        return new Provenance(created, seed, configuration, inputs, versions, with(machine, name, value));
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        var longer = new HashMap<>(map);
        longer.put(name, value);
        return longer;
    }

    private static String fileName(Path path) {
        return String.valueOf(path.toAbsolutePath().normalize().getFileName());
    }

    private static String folderAndName(Path path) {
        Path folder = path.toAbsolutePath().normalize().getParent();
        return (folder == null ? "" : folder.getFileName() + "/") + fileName(path);
    }
}
