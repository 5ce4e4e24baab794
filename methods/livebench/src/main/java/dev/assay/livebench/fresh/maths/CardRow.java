package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Cards in a row, of which two players take from the ends in turn; the value is what the first one gets.
///
/// @param values of the cards, from left to right
/// @param most   cards that may be taken at once, 1 or 2
record CardRow(List<Rational> values, int most) implements IntegralGame {
    CardRow {
        values = List.copyOf(values);
    }

    @Override
    public List<String> labels() {
        return IntegralGame.numbered("Card", values.size());
    }

    @Override
    public String beginning(String first, String second) {
        return first + " and " + second + " play with " + values.size()
                + " cards that lie face up in a row, from left to right. Each card is worth as many points as its"
                + " integral; one that is below zero takes points away.";
    }

    @Override
    public String rules(String first, String second) {
        String move = most == 1
                ? "takes either the leftmost or the rightmost card that still lies in the row"
                : "takes one or two cards from one end of what is left of the row, left or right (two only where two"
                        + " are left, and both from the same end)";
        return first + " moves first, and they take turns. Whoever is to move must move, " + move
                + ", and keeps the points. The game is over when no card is left. Both know every value, and each"
                + " plays to get as many points as possible. With best play by both, how many points does " + first
                + " get in total?";
    }

    @Override
    public GameTree tree() {
        return tree(0, values.size(), true, Rational.ZERO);
    }

    private GameTree tree(int from, int to, boolean first, Rational points) {
        if (from == to) {
            return new GameTree.End(points);
        }
        List<GameTree> options = new ArrayList<>();
        for (int count = 1; count <= Math.min(most, to - from); count++) {
            Rational left = first ? points.plus(sum(from, from + count)) : points;
            Rational right = first ? points.plus(sum(to - count, to)) : points;
            options.add(tree(from + count, to, !first, left));
            if (count < to - from) {
                options.add(tree(from, to - count, !first, right));
            }
        }
        return new GameTree.Turn(first, options);
    }

    /// With `best(i, j)` what the mover gets of the cards from `i` to before `j`: all of them less the
    /// least that can be left to the other.
    @Override
    public Rational valueOfTable() {
        int size = values.size();
        List<List<Rational>> best = new ArrayList<>();
        best.add(IntStream.rangeClosed(0, size).mapToObj(i -> Rational.ZERO).toList());
        for (int length = 1; length <= size; length++) {
            List<Rational> row = new ArrayList<>();
            for (int from = 0; from + length <= size; from++) {
                List<Rational> left = new ArrayList<>();
                for (int count = 1; count <= Math.min(most, length); count++) {
                    left.add(best.get(length - count).get(from));
                    left.add(best.get(length - count).get(from + count));
                }
                row.add(sum(from, from + length).minus(GameTree.best(false, left)));
            }
            best.add(row);
        }
        return best.get(size).getFirst();
    }

    private Rational sum(int from, int to) {
        return values.subList(from, to).stream().reduce(Rational.ZERO, Rational::plus);
    }
}
