package dev.assay.vtune.commitment;

import dev.assay.base.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// One hash over many commitments, of which each can be shown to belong to it without the others.
///
/// A leaf is `SHA256(00 commitment)`, a node `SHA256(01 left right)`; what has no neighbour moves up as it
/// is. Source: Merkle, "A digital signature based on a conventional encryption function" (1987); the
/// first bytes keep leaves and nodes apart, as in RFC 6962.
public final class MerkleTree {
    private static final HexFormat HEX = HexFormat.of();

    private final List<List<String>> levels;

    private MerkleTree(List<List<String>> levels) {
        this.levels = levels;
    }

    /// Over these commitments.
    ///
    /// @param commitments 64 hexadecimal digits each
    /// @throws IllegalArgumentException if there is none
    public static MerkleTree of(List<String> commitments) {
        if (commitments.isEmpty()) {
            throw new IllegalArgumentException("a tree has at least one leaf");
        }
        List<List<String>> levels = new ArrayList<>();
        levels.add(commitments.stream().map(MerkleTree::leaf).toList());
        while (levels.getLast().size() > 1) {
            levels.add(above(levels.getLast()));
        }
        return new MerkleTree(levels);
    }

    private static List<String> above(List<String> level) {
        List<String> nodes = new ArrayList<>();
        for (int i = 0; i < level.size(); i += 2) {
            nodes.add(i + 1 < level.size() ? node(level.get(i), level.get(i + 1)) : level.get(i));
        }
        return nodes;
    }

    /// The hash over all.
    public String root() {
        return levels.getLast().getFirst();
    }

    /// What is needed to come from a leaf to the root: on each level its neighbour, or nothing where it has
    /// none.
    ///
    /// @throws IndexOutOfBoundsException if there is no such leaf
    public List<Optional<String>> path(int leaf) {
        List<Optional<String>> path = new ArrayList<>();
        int place = leaf;
        for (List<String> level : levels.subList(0, levels.size() - 1)) {
            int other = place ^ 1;
            path.add(other < level.size() ? Optional.of(level.get(other)) : Optional.empty());
            place /= 2;
        }
        return path;
    }

    /// The root that a commitment at this place leads to with this path.
    public static String root(String commitment, int leaf, List<Optional<String>> path) {
        String hash = leaf(commitment);
        int place = leaf;
        for (Optional<String> neighbour : path) {
            String own = hash;
            boolean left = place % 2 == 0;
            hash = neighbour
                    .map(other -> left ? node(own, other) : node(other, own))
                    .orElse(own);
            place /= 2;
        }
        return hash;
    }

    private static String leaf(String commitment) {
        return hash(0, commitment);
    }

    private static String node(String left, String right) {
        return hash(1, left + right);
    }

    private static String hash(int kind, String digits) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(kind);
        all.writeBytes(HEX.parseHex(digits));
        return Sha256.of(all.toByteArray());
    }
}
