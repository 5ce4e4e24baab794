package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A question about shapes.
///
/// @param question without what all such questions say of the form
/// @param answer   a whole number
record Scene(String question, int answer) {
    /// A kind of scene.
    @FunctionalInterface
    interface Family {
        /// Draws one; nothing where the draw came to no good question.
        Optional<Scene> draw(RandomGenerator random, Difficulty difficulty);
    }

    /// How large something is at a difficulty.
    static int size(Difficulty difficulty, int easy, int medium, int hard) {
        return switch (difficulty) {
            case EASY -> easy;
            case MEDIUM -> medium;
            case HARD -> hard;
        };
    }
}
