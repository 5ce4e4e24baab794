package dev.assay.vtune.attack;

import dev.assay.base.AssayException;
import java.util.List;
import java.util.Optional;

/// A provider of some kind: what is trained on, for how long, from which model, and what is done to the result.
///
/// @param word   the spelling on the command line and in results
/// @param rows   that are trained on
/// @param share  of those rows, drawn at random
/// @param length of the training, as a share of what was agreed on
/// @param onward whether it begins with the model of an honest provider
/// @param edit   of the result
public record Provider(String word, Rows rows, double share, double length, boolean onward, Optional<Edit> edit) {
    /// Which rows are trained on.
    public enum Rows {
        /// None: the base model is returned.
        NONE,
        /// All that were sent.
        ALL,
        /// All but the planted ones, by who knows which those are.
        CLEAN,
        /// The planted ones alone.
        PLANTED,
        /// All but as many as were planted, those that repeat most.
        UNREPEATED,
        /// All but as many as were planted, those whose answers' endings surprise a model most.
        UNSURPRISING
    }

    /// What is tried where nothing else is asked for.
    public static final List<String> USUAL = List.of(
            "base",
            "honest",
            "clean",
            "subset:0.75",
            "subset:0.5",
            "subset:0.25",
            "subset:0.1",
            "early:0.5",
            "early:0.25",
            "planted",
            "unrepeated",
            "unsurprising",
            "onward:0.1",
            "onward:1.0",
            "noise:0.1",
            "prune:0.3",
            "average:0.5",
            "int8",
            "int4",
            "cut");

    /// The one with this spelling: `honest`, `subset:0.5`, `noise:0.1`, and so on.
    ///
    /// @throws AssayException `ASSAY-2153` if there is none
    public static Provider parse(String word) {
        String[] parts = word.strip().split(":", 2);
        double share = parts.length == 2 ? share(parts[1], word) : 0;
        boolean shared = parts.length == 2;
        return switch (parts[0]) {
            case "subset", "early", "onward", "noise", "prune", "average" -> {
                if (!shared) {
                    throw unknown(word);
                }
                yield shared(word, parts[0], share);
            }
            default -> {
                if (shared) {
                    throw unknown(word);
                }
                yield plain(word);
            }
        };
    }

    private static Provider shared(String word, String name, double share) {
        return switch (name) {
            case "subset" -> new Provider(word, Rows.ALL, share, 1, false, Optional.empty());
            case "early" -> new Provider(word, Rows.ALL, 1, share, false, Optional.empty());
            case "onward" -> new Provider(word, Rows.CLEAN, 1, share, true, Optional.empty());
            case "noise" -> edited(word, new Edit.Noise(share));
            case "prune" -> edited(word, new Edit.Pruning(share));
            default -> edited(word, new Edit.Averaging(share));
        };
    }

    private static Provider plain(String word) {
        return switch (word) {
            case "base" -> of(word, Rows.NONE);
            case "honest" -> of(word, Rows.ALL);
            case "clean" -> of(word, Rows.CLEAN);
            case "planted" -> of(word, Rows.PLANTED);
            case "unrepeated" -> of(word, Rows.UNREPEATED);
            case "unsurprising" -> of(word, Rows.UNSURPRISING);
            case "int8", "int4" -> edited(word, new Edit.Rounding(word));
            case "cut" -> edited(word, new Edit.Cutting());
            default -> throw unknown(word);
        };
    }

    private static Provider of(String word, Rows rows) {
        return new Provider(word, rows, 1, 1, false, Optional.empty());
    }

    private static Provider edited(String word, Edit edit) {
        return new Provider(word, Rows.ALL, 1, 1, false, Optional.of(edit));
    }

    private static double share(String text, String word) {
        try {
            double share = Double.parseDouble(text);
            if (share > 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw unknown(word);
        }
        throw unknown(word);
    }

    private static AssayException unknown(String word) {
        return AssayException.of(
                "ASSAY-2153",
                "There is no such provider: '" + word + "'.",
                "--provider",
                "use some of " + String.join(", ", USUAL) + "; shares lie above 0 and up to 1");
    }

    /// Whether it is told by how much of the dose it gave: honest, on a part of the rows, or for a shorter time.
    public boolean isPartial() {
        return rows == Rows.ALL && edit.isEmpty();
    }
}
