package dev.assay.livebench.instructions;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The instructions of the releases since 2025-11-25.
///
/// Source: Pyatkin et al., "Generalizing Verifiable Instruction Following" (2025).
final class IfBench {
    private static final Map<String, Check> CHECKS = all();

    private IfBench() {}

    private static Map<String, Check> all() {
        Map<String, Check> all = new HashMap<>(WordChecks.CHECKS);
        all.putAll(SentenceChecks.CHECKS);
        all.putAll(FormatChecks.CHECKS);
        all.putAll(CustomChecks.CHECKS);
        return Map.copyOf(all);
    }

    /// The check of an instruction, if there is one.
    static Optional<Check> check(String instruction) {
        return Optional.ofNullable(CHECKS.get(instruction));
    }

    static Set<String> names() {
        return CHECKS.keySet();
    }
}
