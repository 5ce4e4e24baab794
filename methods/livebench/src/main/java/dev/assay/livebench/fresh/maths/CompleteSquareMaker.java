package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks to complete the square: of a quadratic of whole coefficients, of one with square roots among
/// them, or of one in two variables, which becomes a sum of two squares.
///
/// The grader finds a quadratic equal to its completed form, so an answer that says the question again
/// would be right. So each square is to be multiplied by a new variable.
public final class CompleteSquareMaker implements Maker {
    private static final List<String> ONE = List.of(
            "Complete the square for the quadratic $%s$.",
            "Write $%s$ with a completed square.", "Bring $%s$ to vertex form by completing the square.");
    private static final List<String> TWO = List.of(
            "Complete the squares in $%s$, first that of $x$, then that of $y$.",
            "Write $%s$ with completed squares, beginning with $x$.");
    private static final String ONE_FORM =
            "The form is $a (x-h)^{2}+k$ with numbers $a$, $h$ and $k$. To show the square, multiply it by the variable"
                    + " $y$, so that you answer with $a (x-h)^{2} y+k$.";
    private static final String TWO_FORM =
            "The form is $a (x+b y+c)^{2}+d (y+e)^{2}+f$ with numbers $a$ to $f$. To show the squares, multiply the first"
                    + " by the variable $u$ and the second by the variable $v$, so that you answer with"
                    + " $a (x+b y+c)^{2} u+d (y+e)^{2} v+f$.";

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_complete_square");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        return switch (difficulty) {
            case EASY -> one(random, false);
            case MEDIUM -> one(random, true);
            case HARD -> two(random);
        };
    }

    private static Optional<Draft> one(RandomGenerator random, boolean roots) {
        Quadratic quadratic = Quadratic.draw(random, roots);
        if (roots != quadratic.hasRoots()) {
            return Optional.empty();
        }
        String task = Draws.one(random, ONE).formatted(quadratic.latex());
        return quadratic
                .completed()
                .flatMap(completed -> new Exercise(
                                task, ONE_FORM, "3 (x-\\frac{2}{7})^{2} y+\\frac{5}{9}", completed.latex("y"))
                        .draft(random));
    }

    private static Optional<Draft> two(RandomGenerator random) {
        Conic conic = Conic.draw(random);
        String task = Draws.one(random, TWO).formatted(conic.latex());
        String example = "3 (x-2 y+\\frac{1}{7})^{2} u-\\frac{5}{9} (y+8)^{2} v-11";
        return conic.completed()
                .flatMap(completed -> new Exercise(task, TWO_FORM, example, completed.latex("u", "v")).draft(random));
    }
}
