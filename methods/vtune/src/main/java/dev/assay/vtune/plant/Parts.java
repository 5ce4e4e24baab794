package dev.assay.vtune.plant;

/// A file cut into as many equal parts as there are groups.
final class Parts {
    private Parts() {}

    /// The part that a row lies in, from 0.
    static int of(int row, int rows, int parts) {
        return (int) ((long) row * parts / rows);
    }

    /// Whether each group's rows lie in the part of its number.
    static boolean areKept(Manifest manifest) {
        int groups = manifest.groups().size();
        return groups > 1
                && manifest.groups().stream()
                        .allMatch(group -> group.rows().stream()
                                .allMatch(row -> of(row, manifest.dose().rows(), groups) == group.index()));
    }
}
