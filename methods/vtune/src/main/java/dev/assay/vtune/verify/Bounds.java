package dev.assay.vtune.verify;

import dev.assay.vtune.match.MatchRule;
import dev.assay.vtune.match.SecretBound;
import dev.assay.vtune.plant.GroupDocument;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.PlantedGroup;
import dev.assay.vtune.plant.Rules;
import java.util.List;
import java.util.Optional;

/// The bound that follows from how signatures were drawn.
final class Bounds {
    private Bounds() {}

    static Optional<SecretBound> of(Manifest manifest) {
        return of(manifest.groups(), manifest.rules(), manifest.choices(), manifest.accepted());
    }

    /// Of a group that was shown by somebody who may have chosen among attempts: the `a`-th, from 1, is paid for by
    /// `a (a + 1)`, which over all attempts comes to one.
    static Optional<SecretBound> of(GroupDocument document) {
        double attempt = 1.0 + document.group().attempts().getLast();
        double accepted = Math.min(document.accepted(), 1 / (attempt * (attempt + 1)));
        return of(List.of(document.group()), document.rules(), document.choices(), accepted);
    }

    /// By the group with the fewest bits; empty where those of one are not known.
    private static Optional<SecretBound> of(List<PlantedGroup> groups, Rules rules, int choices, double accepted) {
        if (groups.stream().anyMatch(group -> group.bits().isEmpty())) {
            return Optional.empty();
        }
        double bits =
                groups.stream().mapToDouble(group -> group.bits().get()).min().orElse(0);
        int words = groups.getFirst().signature().split(" ").length;
        MatchRule rule = rules.rule();
        return Optional.of(
                new SecretBound(bits, rule.windows(rules.words()), rule.neighbours(words, choices), accepted));
    }
}
