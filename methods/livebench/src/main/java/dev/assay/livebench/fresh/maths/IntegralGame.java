package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import java.util.List;
import java.util.stream.IntStream;

/// A game of two about numbers.
///
/// It has a value, as its positions are finitely many, everything is known to both, and one player's
/// gain is the other's loss (von Neumann and Morgenstern, "Theory of Games and Economic Behavior",
/// section 15).
sealed interface IntegralGame permits CardRow, SquareRoad, ForkedPath {
    /// What each number is called, in the order of the numbers.
    List<String> labels();

    /// How the game begins; the numbers are listed after it.
    ///
    /// @param first  who moves first
    /// @param second who moves next
    String beginning(String first, String second);

    /// How it is played, and what is asked.
    String rules(String first, String second);

    /// All its plays, as the rules say.
    GameTree tree();

    /// Its value by another method than its tree: a table over positions, without a play in sight.
    Rational valueOfTable();

    /// "Card 1", "Card 2" and so on.
    static List<String> numbered(String what, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> what + " " + number)
                .toList();
    }
}
