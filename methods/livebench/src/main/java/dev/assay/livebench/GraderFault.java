package dev.assay.livebench;

/// A grader cannot grade an answer; whoever judges makes it an unscorable grade.
public final class GraderFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message what is wrong, in a sentence
    public GraderFault(String message) {
        super(message);
    }
}
