package dev.assay.cli.house;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which room may use which, as docs/architecture.md has it; what stands under a room may be used along
/// with it.
final class RoomTable {
    /// Rooms for tests, guides and measurements: they may use anything, and no other room may use them.
    static final Set<String> AROUND = Set.of("testkit", "examples", "benchmarks");

    private static final Map<String, List<String>> USES = new LinkedHashMap<>();

    static {
        USES.put("base", List.of());
        USES.put("stats", List.of("base"));
        USES.put("tensor", List.of("base"));
        USES.put("nn", List.of("tensor", "stats"));
        USES.put("model", List.of("base"));
        USES.put("lm", List.of("nn", "model"));
        USES.put("tiny", List.of("model", "stats"));
        USES.put("report", List.of("base", "stats"));
        USES.put("vtune", List.of("model", "stats"));
        USES.put("livebench", List.of("model", "stats"));
        USES.put("refusal", List.of("model", "stats", "lm"));
        USES.put("uncertainty", List.of("model", "stats", "lm"));
        USES.put("scaling", List.of("nn", "stats"));
        USES.put("capacity", List.of("nn", "stats"));
        USES.put("continual", List.of("nn", "stats"));
        USES.put("events", List.of("nn", "lm", "stats"));
        USES.put("bounds", List.of("lm", "stats"));
        USES.put("server", List.of("model", "lm", "report", "vtune", "livebench", "refusal", "uncertainty", "bounds"));
        USES.put(
                "cluster",
                List.of(
                        "vtune",
                        "livebench",
                        "refusal",
                        "uncertainty",
                        "scaling",
                        "capacity",
                        "continual",
                        "events",
                        "bounds"));
        USES.put("cli", List.of("tiny", "server", "cluster"));
    }

    /// Libraries that have one door into the house: the packages' beginning, and the rooms that may use
    /// it.
    static final Map<String, Set<String>> DOORS = Map.ofEntries(
            // Base's door to JSON gives out Jackson's tree, so those who read trees see its type.
            Map.entry(
                    "com.fasterxml.jackson",
                    Set.of(
                            "base",
                            "tensor",
                            "nn",
                            "report",
                            "model",
                            "lm",
                            "livebench",
                            "vtune",
                            "scaling",
                            "server",
                            "cli")),
            Map.entry("org.tomlj", Set.of("base")),
            Map.entry("org.hipparchus", Set.of("stats")),
            Map.entry(
                    "org.bytedeco",
                    Set.of(
                            "tensor",
                            "nn",
                            "lm",
                            "refusal",
                            "uncertainty",
                            "scaling",
                            "capacity",
                            "continual",
                            "events",
                            "bounds",
                            "cluster")),
            Map.entry("ai.djl", Set.of("lm")),
            Map.entry("org.knowm.xchart", Set.of("report")),
            Map.entry("net.sf.extjwnl", Set.of("tiny")),
            Map.entry("org.jsoup", Set.of("livebench")),
            Map.entry("org.duckdb", Set.of("livebench", "events")),
            Map.entry("io.vertx", Set.of("server")),
            Map.entry("io.prometheus", Set.of("server")),
            Map.entry("picocli", Set.of("cli")));

    private RoomTable() {}

    static Set<String> rooms() {
        return USES.keySet();
    }

    /// The room itself, the rooms it may use, and what stands under those.
    static Set<String> mayUse(String room) {
        Set<String> all = new TreeSet<>(Set.of(room));
        USES.getOrDefault(room, List.of()).forEach(below -> all.addAll(mayUse(below)));
        return all;
    }
}
