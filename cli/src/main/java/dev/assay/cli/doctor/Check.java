package dev.assay.cli.doctor;

import dev.assay.base.evidence.Finding.Severity;

/// What the doctor found about one thing.
///
/// @param name     the thing, such as `disk`
/// @param severity `PASSED`; `TIP` where it works but could be better, or something optional is missing; `ISSUE`
///     where Assay does not work as it is; `NOT_CHECKED` where nothing can be said
/// @param found    what is there, with the numbers
/// @param mend     what to do about it; empty only where nothing is to be done
public record Check(String name, Severity severity, String found, String mend) {
    public Check {
        if (name.isBlank() || found.isBlank()) {
            throw new IllegalArgumentException("a check says what it looked at, and what it found: '" + name + "'");
        }
        boolean wanting = severity == Severity.ISSUE || severity == Severity.TIP;
        if (wanting == mend.isBlank()) {
            throw new IllegalArgumentException("an issue or a tip, and nothing else, says how to mend it: " + name);
        }
    }

    static Check passed(String name, String found) {
        return new Check(name, Severity.PASSED, found, "");
    }

    static Check tip(String name, String found, String mend) {
        return new Check(name, Severity.TIP, found, mend);
    }

    static Check issue(String name, String found, String mend) {
        return new Check(name, Severity.ISSUE, found, mend);
    }

    static Check notChecked(String name, String found) {
        return new Check(name, Severity.NOT_CHECKED, found, "");
    }
}
