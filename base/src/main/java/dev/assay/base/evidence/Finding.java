package dev.assay.base.evidence;

/// Something the reader should know before trusting the numbers.
///
/// @param severity how much it matters
/// @param text     one or two sentences
public record Finding(Severity severity, String text) {
    /// How much a finding matters; `PASSED` and `NOT_CHECKED` are said too, so that silence means nothing.
    public enum Severity {
        PASSED,
        TIP,
        ISSUE,
        NOT_CHECKED
    }
}
