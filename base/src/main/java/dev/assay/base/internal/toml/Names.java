package dev.assay.base.internal.toml;

import java.util.Locale;

/// How Java's names are spelled in TOML.
final class Names {
    private Names() {}

    /// `learningRate` and `LearningRate` as `learning-rate`.
    static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .toLowerCase(Locale.ROOT);
    }

    /// `WARM_UP` as `warm-up`.
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The full key of a key inside a group.
    static String join(String group, String key) {
        return group.isEmpty() ? key : group + "." + key;
    }

    /// A name or value from outside, short and on one line.
    static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 80 ? line.substring(0, 80) + "..." : line;
    }
}
