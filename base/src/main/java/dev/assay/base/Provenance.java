package dev.assay.base;

import java.util.Map;

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
}
