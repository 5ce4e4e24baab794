package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import java.util.ArrayList;
import java.util.List;

/// A token on a road of squares that two players move on in turn, each scoring the square it comes to;
/// the value is by how much the first one leads in the end.
///
/// @param values of the squares, in order
/// @param most   squares that a move may go, 2 or 3
record SquareRoad(List<Rational> values, int most) implements IntegralGame {
    SquareRoad {
        values = List.copyOf(values);
    }

    @Override
    public List<String> labels() {
        return IntegralGame.numbered("Square", values.size());
    }

    @Override
    public String beginning(String first, String second) {
        return first + " and " + second + " move one token along a road of " + values.size()
                + " squares. It starts off the road, right before Square 1. Each square is worth the value of its"
                + " integral, which may be below zero.";
    }

    @Override
    public String rules(String first, String second) {
        String steps = most == 2 ? "one or two squares" : "one, two or three squares";
        return first + " moves first, and they take turns. A move takes the token forward by " + steps
                + ", never past the last one; whoever moved it adds the worth of the square where it comes to rest to"
                + " their own score. Nobody may pass. The game is over as soon as the token rests on the last square."
                + " Both know every value, and each plays to make their own score less the other's as large as"
                + " possible. With best play by both, what is the final score of " + first + " minus that of "
                + second + "?";
    }

    @Override
    public GameTree tree() {
        return tree(0, true, Rational.ZERO);
    }

    private GameTree tree(int passed, boolean first, Rational lead) {
        if (passed == values.size()) {
            return new GameTree.End(lead);
        }
        List<GameTree> options = new ArrayList<>();
        for (int step = 1; step <= Math.min(most, values.size() - passed); step++) {
            Rational gain = values.get(passed + step - 1);
            options.add(tree(passed + step, !first, first ? lead.plus(gain) : lead.minus(gain)));
        }
        return new GameTree.Turn(first, options);
    }

    /// From the last square back: the mover's lead is the best of a square's worth less the other's
    /// lead from there.
    @Override
    public Rational valueOfTable() {
        List<Rational> leads = new ArrayList<>();
        leads.add(Rational.ZERO);
        for (int passed = values.size() - 1; passed >= 0; passed--) {
            List<Rational> options = new ArrayList<>();
            for (int step = 1; step <= Math.min(most, leads.size()); step++) {
                options.add(values.get(passed + step - 1).minus(leads.get(step - 1)));
            }
            leads.addFirst(GameTree.best(true, options));
        }
        return leads.getFirst();
    }
}
