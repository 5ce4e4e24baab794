package dev.assay.scaling.study;

import dev.assay.base.Default;
import dev.assay.nn.linear.structured.Theta;
import dev.assay.scaling.Taxonomy;
import java.util.List;
import java.util.stream.Stream;

/// Which einsums a study searches over.
///
/// Source: Potapczynski et al., "Searching for Efficient Linear Layers" (2024): structures that share
/// no parameters (`omega = 0`) and may have full rank (`psi = 1`) are the ones that keep up with dense
/// layers.
///
/// @param over     which vectors of exponents
/// @param parts    of the grid: exponents are multiples of one over it
/// @param budget   what budgets count
/// @param capped   whether factors are capped, as transformers need
/// @param most     how many candidates at most, evenly taken from all
public record Search(
        @Default("nothing") Over over,
        @Default("4") int parts,
        @Default("multiply-adds") Budget budget,
        @Default("false") boolean capped,
        @Default("1000") int most) {
    private static final double EQUAL = 1e-9;

    public Search {
        if (parts < 1 || parts > 12) {
            throw new IllegalArgumentException("parts lies between 1 and 12, not " + parts);
        }
        if (most < 1) {
            throw new IllegalArgumentException("most is at least 1, not " + most);
        }
    }

    /// Which vectors.
    public enum Over {
        /// None.
        NOTHING,
        /// Those of the papers' experiments.
        NAMED,
        /// All of the grid.
        GRID,
        /// Those of the grid that the papers' taxonomy does not rule out: no sharing, full rank.
        GUIDED
    }

    /// What a budget counts for one sample.
    public enum Budget {
        MULTIPLY_ADDS,
        PARAMETERS
    }

    /// The structures to search over, in words.
    List<String> candidates() {
        Stream<Theta> all = switch (over) {
            case NOTHING -> Stream.empty();
            case NAMED -> Taxonomy.named().values().stream();
            case GRID -> Taxonomy.grid(parts).stream();
            case GUIDED ->
                Taxonomy.grid(parts).stream().filter(theta -> theta.omega() < EQUAL && theta.psi() > 1 - EQUAL);
        };
        List<String> words = all.map(theta -> "einsum:theta=" + theta + (capped ? ",capped" : ""))
                .toList();
        double stride = Math.max(1, (double) words.size() / most);
        return Stream.iterate(0.0, at -> at < words.size(), at -> at + stride)
                .map(at -> words.get((int) (double) at))
                .toList();
    }
}
