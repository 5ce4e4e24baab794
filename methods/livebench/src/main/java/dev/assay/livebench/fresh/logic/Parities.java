package dev.assay.livebench.fresh.logic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Equations over truth values: of each, whether an even or an odd number of some variables is true.
/// Gaussian elimination over the field of two elements tells which variables are forced.
final class Parities {
    /// The bit of an equation's right side.
    private static final int RIGHT = 62;

    private final List<Long> rows = new ArrayList<>();

    /// Adds an equation.
    ///
    /// @param variables a bit for each, of the lowest 62
    /// @param odd       whether an odd number of them is true
    void add(long variables, boolean odd) {
        long row = reduced(variables | (odd ? 1L << RIGHT : 0));
        if ((row & ~(1L << RIGHT)) != 0) {
            rows.add(row);
        }
    }

    private long reduced(long equation) {
        long row = equation;
        for (long each : rows) {
            long lead = Long.lowestOneBit(each);
            row ^= (row & lead) != 0 ? each : 0;
        }
        return row;
    }

    /// The value of a variable, if the equations force one.
    Optional<Boolean> forced(int variable) {
        long row = reduced(1L << variable);
        return (row & ~(1L << RIGHT)) == 0 ? Optional.of(row != 0) : Optional.empty();
    }
}
