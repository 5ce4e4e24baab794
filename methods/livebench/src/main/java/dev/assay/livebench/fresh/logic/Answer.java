package dev.assay.livebench.fresh.logic;

import java.util.List;

/// Whether somebody tells the truth, as far as can be known.
enum Answer {
    YES("yes"),
    NO("no"),
    UNKNOWN("unknown");

    private final String word;

    Answer(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /// Those that version 3 of the task has, or version 2.
    static List<Answer> of(boolean third) {
        return third ? List.of(YES, NO, UNKNOWN) : List.of(YES, NO);
    }
}
