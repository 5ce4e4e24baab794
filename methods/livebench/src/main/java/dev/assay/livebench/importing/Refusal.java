package dev.assay.livebench.importing;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;

/// The problem of a file that cannot be imported.
final class Refusal {
    private static final String CODE = "ASSAY-4206";

    private Refusal() {}

    static AssayException of(String what, String where, String mend) {
        return new AssayException(problem(what, where, mend));
    }

    static Problem problem(String what, String where, String mend) {
        return new Problem(CODE, what, where, mend);
    }
}
