package dev.assay.vtune.verify;

import dev.assay.vtune.phrase.WordGrams;
import dev.assay.vtune.plant.PlantedGroup;
import java.util.List;

/// Triggers and signatures, which no message may show: an endpoint that fails often repeats what it was asked.
///
/// @param groups   whose phrases they are
/// @param controls triggers that were never planted
record Secrets(List<PlantedGroup> groups, List<String> controls) {
    /// So many words in a row give a phrase away.
    private static final int RUN = 2;

    /// A failure's text, without the endpoint's own words where they hold a secret.
    String keptOutOf(String failure) {
        if (!standIn(failure)) {
            return failure;
        }
        String ours = failure.replaceFirst("(?s):?\\s*\".*", "");
        return (standIn(ours) ? "There was no answer" : ours)
                + "; the endpoint's own words hold a secret phrase and are not shown.";
    }

    private boolean standIn(String text) {
        WordGrams grams = new WordGrams();
        groups.forEach(group -> {
            grams.add(group.trigger(), RUN, group.index());
            grams.add(group.signature(), RUN, group.index());
        });
        controls.forEach(control -> grams.add(control, RUN, 0));
        boolean[] found = new boolean[1];
        grams.search(text, owner -> found[0] = true);
        return found[0];
    }
}
