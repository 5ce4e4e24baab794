package dev.assay.livebench.instructions;

/// Whether an answer follows an instruction.
@FunctionalInterface
interface Check {
    /// @param response with no white space around it, and not empty
    boolean follows(String response, Arguments arguments);
}
