package dev.assay.base.internal.toml;

import dev.assay.base.AssayException;
import dev.assay.base.Checks;
import dev.assay.base.NearestName;
import dev.assay.base.Problem;
import java.util.Collection;
import java.util.List;

/// Collects what is wrong with a configuration.
///
/// Where the text itself is broken, faults that may only follow from the part that could not be read (a missing
/// key, a refused record) are left away.
public final class Faults {
    /// The file cannot be read.
    public static final String UNREADABLE = "ASSAY-2006";

    /// The text is not TOML.
    public static final String SYNTAX = "ASSAY-2001";

    private static final String UNKNOWN = "ASSAY-2002";
    private static final String ILL_TYPED = "ASSAY-2003";
    private static final String MISSING = "ASSAY-2004";
    private static final String REFUSED = "ASSAY-2005";
    private static final String NO_SETTING = "ASSAY-2007";

    private final Checks checks = new Checks();
    private boolean broken;

    void syntax(String what, String where) {
        broken = true;
        checks.add(new Problem(
                SYNTAX,
                "The text is not valid TOML: " + Names.shown(what) + ".",
                where,
                "mend the text at this place"));
    }

    void unknownKey(String name, String key, String where, Collection<String> realKeys) {
        String mend = NearestName.of(name, realKeys)
                .map(near -> "write '" + near + "', or take the key out")
                .orElseGet(() -> realKeys.isEmpty()
                        ? "take it out; no keys belong here"
                        : "take it out; the keys here are " + String.join(", ", realKeys));
        checks.add(new Problem(UNKNOWN, "There is no key '" + Names.shown(name) + "' here.", at(where, key), mend));
    }

    void illTyped(String key, String where, String needed, String found) {
        checks.add(new Problem(
                ILL_TYPED,
                "The key needs " + needed + "; found " + Names.shown(found) + ".",
                at(where, key),
                "give " + needed));
    }

    void noSuchChoice(String key, String where, String found, List<String> choices) {
        String all = "one of " + String.join(", ", choices);
        String mend = NearestName.of(found, choices)
                .map(near -> "write \"" + near + "\"")
                .orElse("give " + all);
        checks.add(new Problem(
                ILL_TYPED, "The key needs " + all + "; found '" + Names.shown(found) + "'.", at(where, key), mend));
    }

    void missing(String key, String where, String needed) {
        if (!broken) {
            checks.add(new Problem(
                    MISSING,
                    "The key '" + Names.shown(lastOf(key)) + "' is missing.",
                    at(where, key),
                    "give it " + needed));
        }
    }

    void refused(String key, String where, String reason) {
        if (!broken) {
            String place = key.isEmpty() ? where : at(where, key);
            checks.add(new Problem(REFUSED, "The value is refused: " + reason + ".", place, "give another value"));
        }
    }

    void refused(AssayException cause) {
        if (!broken) {
            cause.problems().forEach(checks::add);
        }
    }

    void noSetting(String setting) {
        checks.add(new Problem(
                NO_SETTING,
                "The override is no key=value: '" + Names.shown(setting) + "'.",
                "option --set",
                "write --set group.key=value"));
    }

    /// Throws all that was found.
    public void throwIfAny() {
        checks.throwIfAny();
    }

    private static String at(String where, String key) {
        return where + ", key " + Names.shown(key);
    }

    private static String lastOf(String key) {
        return key.substring(key.lastIndexOf('.') + 1);
    }
}
