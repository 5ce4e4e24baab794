package dev.assay.cli.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks for programs that only some work needs.
final class ToolChecks {
    private ToolChecks() {}

    static List<Check> all(Machine machine) {
        return List.of(
                optional(machine, "bubblewrap", List.of("bwrap"), "only code written by a model is run inside it"),
                optional(
                        machine,
                        "browser",
                        List.of("chromium", "chromium-browser", "google-chrome"),
                        "only tests of pages use it"));
    }

    private static Check optional(Machine machine, String name, List<String> programs, String use) {
        Optional<Path> found = programs.stream()
                .map(machine::program)
                .flatMap(Optional::stream)
                .findFirst();
        return found.map(path -> Check.passed(name, path.toString()))
                .orElseGet(() -> Check.tip(
                        name, "not found in PATH (optional)", "install " + programs.getFirst() + " if needed: " + use));
    }
}
