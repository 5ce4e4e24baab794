package dev.assay.cli.doctor;

/// Loads the tensor engine, for the doctor to see whether that works.
public interface Engine {
    /// Loads it and says what it is.
    ///
    /// @throws RuntimeException        if it cannot be loaded
    /// @throws UnsatisfiedLinkError    likewise
    Loaded load();

    /// A loaded engine.
    ///
    /// @param version of libtorch
    /// @param cuda    how many CUDA devices it can use
    record Loaded(String version, int cuda) {}
}
