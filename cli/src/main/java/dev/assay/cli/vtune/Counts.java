package dev.assay.cli.vtune;

import dev.assay.base.AssayException;

/// Numbers that have to make sense.
final class Counts {
    private Counts() {}

    /// @throws AssayException `ASSAY-2153` if no test is planned
    static void requireTests(int tests) {
        if (tests < 1) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "At least one verification is planned, not " + tests + ".",
                    "--tests",
                    "count this one");
        }
    }
}
