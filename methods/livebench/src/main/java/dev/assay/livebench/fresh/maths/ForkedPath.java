package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A path that forks at each move, with a payment at each end; the value is what the first player gets.
///
/// @param payments that the second player makes to the first, one for each end, the leftmost first
/// @param toll     what a move to the right costs whoever makes it, and the other gets; none where empty
record ForkedPath(List<Rational> payments, List<Rational> toll) implements IntegralGame {
    ForkedPath {
        payments = List.copyOf(payments);
        toll = List.copyOf(toll);
    }

    @Override
    public List<String> labels() {
        List<String> ends = ends("", depth());
        return toll.isEmpty()
                ? ends
                : Stream.concat(ends.stream(), Stream.of("Toll")).toList();
    }

    private static List<String> ends(String moves, int left) {
        return left == 0
                ? List.of("End " + moves)
                : Stream.of("L", "R")
                        .flatMap(move -> ends(moves + move, left - 1).stream())
                        .toList();
    }

    private int depth() {
        return Integer.numberOfTrailingZeros(payments.size());
    }

    @Override
    public String beginning(String first, String second) {
        String tolls = toll.isEmpty()
                ? ""
                : " Besides, whoever makes a move to the right pays the toll, which is the value of the last"
                        + " integral, to the other player at once; where it is below zero, the other player pays"
                        + " that many coins to whoever made the move.";
        return first + " and " + second + " walk together along a path that forks " + depth()
                + " times. At each fork one of them says whether they go left (L) or right (R). After the last fork"
                + " they are at an end, named by all the moves that led there, the first one first. There " + second
                + " pays " + first + " as many coins as the value of that end's integral; where it is below zero, "
                + first + " pays " + second + " that many instead." + tolls;
    }

    @Override
    public String rules(String first, String second) {
        return first + " decides at the first fork, then they take turns. Both know every value. " + first
                + " plays to receive as much as possible, all payments between them taken together (what " + first
                + " pays counts as negative), and " + second
                + " plays to make this as small as possible. With best play by both, how many coins does " + first
                + " receive in total?";
    }

    private Rational cost() {
        return toll.isEmpty() ? Rational.ZERO : toll.getFirst();
    }

    @Override
    public GameTree tree() {
        return tree(0, payments.size(), true, Rational.ZERO);
    }

    private GameTree tree(int from, int to, boolean first, Rational paid) {
        if (to - from == 1) {
            return new GameTree.End(payments.get(from).plus(paid));
        }
        int middle = (from + to) / 2;
        Rational after = first ? paid.minus(cost()) : paid.plus(cost());
        return new GameTree.Turn(first, List.of(tree(from, middle, !first, paid), tree(middle, to, !first, after)));
    }

    /// Level by level from the ends: of each pair of neighbours the better one for whose turn it is
    /// there is left.
    @Override
    public Rational valueOfTable() {
        List<Rational> level = payments;
        for (int left = depth() - 1; left >= 0; left--) {
            boolean first = left % 2 == 0;
            List<Rational> above = new ArrayList<>();
            for (int i = 0; i < level.size(); i += 2) {
                Rational right = level.get(i + 1);
                Rational tolled = first ? right.minus(cost()) : right.plus(cost());
                above.add(GameTree.best(first, List.of(level.get(i), tolled)));
            }
            level = above;
        }
        return level.getFirst();
    }
}
