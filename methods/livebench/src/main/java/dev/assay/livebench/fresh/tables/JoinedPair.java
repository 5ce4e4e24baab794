package dev.assay.livebench.fresh.tables;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Two tables, and which column of one is which of the other.
///
/// A column of `A` may be one of `B` only if they have at least as many values in common as there are
/// common rows. The pair [is determined][#isDetermined] if that leaves each column of `B` at most one
/// column of `A`, and the other way round: then the values alone say the mapping.
///
/// @param a       the first table
/// @param b       the second
/// @param common  how many rows of `A` stand in `B` as well, as far as the columns do
/// @param mapping from names in `A` to names in `B`
record JoinedPair(SourceTable a, SourceTable b, int common, Map<String, String> mapping) {
    JoinedPair {
        mapping = new LinkedHashMap<>(mapping);
    }

    /// Whether the values allow the mapping and nothing else.
    boolean isDetermined() {
        return possible(a, b, common).equals(Optional.of(new TreeMap<>(mapping)));
    }

    /// The one mapping that the values allow; nothing where a column could be one of two.
    private static Optional<Map<String, String>> possible(SourceTable a, SourceTable b, int common) {
        List<ColumnValues> left = ColumnValues.each(a);
        List<ColumnValues> right = ColumnValues.each(b);
        Map<String, String> found = new TreeMap<>();
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < left.size(); i++) {
            for (int j = 0; j < right.size(); j++) {
                String name = b.header().get(j);
                if (left.get(i).common(right.get(j)) >= common
                        && (found.put(a.header().get(i), name) != null || !taken.add(name))) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(found);
    }
}
