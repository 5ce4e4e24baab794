package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import java.util.List;

/// All plays of a game of two, in which one player's gain is the other's loss.
sealed interface GameTree {
    /// A game that is over.
    ///
    /// @param payoff what the first player has of it
    record End(Rational payoff) implements GameTree {}

    /// A turn.
    ///
    /// @param first   whether it is the first player's
    /// @param options what each move leads to; at least one
    record Turn(boolean first, List<GameTree> options) implements GameTree {
        public Turn {
            options = List.copyOf(options);
        }
    }

    /// What the first player has where both play as well as can be, by backward induction (Zermelo).
    default Rational value() {
        return switch (this) {
            case End(Rational payoff) -> payoff;
            case Turn(boolean first, List<GameTree> options) ->
                best(first, options.stream().map(GameTree::value).toList());
        };
    }

    /// What the first player has where each hopes for help, and moves to where the best end for
    /// themselves lies.
    default Rational valueOfHope() {
        return switch (this) {
            case End(Rational payoff) -> payoff;
            case Turn(boolean first, List<GameTree> options) -> {
                List<Rational> hopes =
                        options.stream().map(option -> option.hope(first)).toList();
                yield options.get(hopes.indexOf(best(first, hopes))).valueOfHope();
            }
        };
    }

    /// The best end for a player.
    private Rational hope(boolean player) {
        return switch (this) {
            case End(Rational payoff) -> payoff;
            case Turn(boolean first, List<GameTree> options) ->
                best(player, options.stream().map(option -> option.hope(player)).toList());
        };
    }

    /// How many ways there are to play.
    default int plays() {
        return switch (this) {
            case End end -> 1;
            case Turn(boolean first, List<GameTree> options) ->
                options.stream().mapToInt(GameTree::plays).sum();
        };
    }

    /// The largest number for the first player, the smallest for the second.
    static Rational best(boolean first, List<Rational> values) {
        return values.stream()
                .reduce((a, b) -> (a.minus(b).numerator().signum() >= 0) == first ? a : b)
                .orElseThrow();
    }
}
