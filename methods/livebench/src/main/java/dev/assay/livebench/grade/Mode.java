package dev.assay.livebench.grade;

/// How faithful grading is to the official graders' faults.
public enum Mode {
    /// Score for score what the official graders give.
    REFERENCE,
    /// Without their known faults, such as a letter that is right because it stands somewhere in the text.
    STRICT
}
