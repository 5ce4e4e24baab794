package dev.assay.livebench.reasoning;

import dev.assay.livebench.text.Boxed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where the two tasks of lies look for three of the words yes, no and unknown where nothing is marked.
final class YesNoUnknown {
    static final List<String> WORDS = List.of("yes", "no", "unknown");
    private static final List<String> COMBINATIONS = combinations();

    private YesNoUnknown() {}

    private static List<String> combinations() {
        List<String> all = new ArrayList<>();
        for (String first : WORDS) {
            for (String second : WORDS) {
                for (String third : WORDS) {
                    all.add(String.join(", ", first, second, third));
                }
            }
        }
        return List.copyOf(all);
    }

    /// The last box, where bold commands count as boxes.
    static Optional<String> boxed(String answer) {
        return Boxed.lastContent(answer.replace("\\textbf{", "\\boxed{"));
    }

    /// The combination of three whose first place in a text in small letters comes latest.
    static Optional<String> latestCombination(String lower) {
        int latest = -1;
        Optional<String> found = Optional.empty();
        for (String combination : COMBINATIONS) {
            int at = lower.indexOf(combination);
            if (at > latest) {
                latest = at;
                found = Optional.of(combination);
            }
        }
        return found;
    }
}
