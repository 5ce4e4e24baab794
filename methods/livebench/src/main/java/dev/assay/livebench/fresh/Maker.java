package dev.assay.livebench.fresh;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// Makes new questions of one task, each with one right answer that the maker has proved to be the only
/// one.
public interface Maker {
    /// What its questions are filed under.
    Kind kind();

    /// Draws a question. The same random numbers give the same question, to the byte.
    ///
    /// @param random     decides all that chance decides; nothing else does, neither time nor hash order
    /// @param difficulty how hard it is to be
    /// @return nothing where the draw came to no good question, or the material has no more; another
    ///     draw may
    Optional<Draft> draw(RandomGenerator random, Difficulty difficulty);
}
