package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks for the determinant of a matrix of whole numbers, of two or three, of four, or of five rows.
///
/// It comes from elimination, and is proved to be the last coefficient of the characteristic polynomial
/// as found from traces.
public final class DeterminantMaker implements Maker {
    private static final List<String> TASKS = List.of(
            "Find the determinant of the matrix $%s$.",
            "Compute the determinant of $A=%s$.", "What is $\\det(A)$ for $A=%s$?");

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_determinant");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        int size = switch (difficulty) {
            case EASY -> Draws.between(random, 2, 3);
            case MEDIUM -> 4;
            case HARD -> 5;
        };
        int most = size == 2 ? 20 : difficulty == Difficulty.HARD ? 9 : 6;
        Matrix matrix = Matrix.of(size, () -> Rational.of(Draws.between(random, -most, most)));
        Rational determinant = matrix.determinant();
        Rational last = matrix.characteristic().coefficient(0);
        boolean proved = determinant.equals(size % 2 == 0 ? last : last.negative());
        if (!proved || determinant.equals(Rational.ZERO)) {
            return Optional.empty();
        }
        String task = Draws.one(random, TASKS).formatted(matrix.latex());
        String form = "Write it as a whole number.";
        return new Exercise(task, form, "-17", Latex.number(determinant)).draft(random);
    }
}
