package dev.assay.livebench.release;

import dev.assay.livebench.fresh.Difficulty;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What new questions are wanted.
///
/// @param day        of the release, which the questions carry
/// @param seed       of all randomness
/// @param count      questions of each kind
/// @param difficulty how hard they are; nothing takes each difficulty in turn
public record ReleasePlan(LocalDate day, long seed, int count, Optional<Difficulty> difficulty) {
    /// @throws IllegalArgumentException if the count is not from 1 to 100,000
    public ReleasePlan {
        if (count < 1 || count > 100_000) {
            throw new IllegalArgumentException("the count is between 1 and 100000, not " + count);
        }
    }

    /// How hard the question at a place is.
    Difficulty at(int place) {
        List<Difficulty> all = List.of(Difficulty.values());
        return difficulty.orElseGet(() -> all.get(place % all.size()));
    }
}
