package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks for the characteristic polynomial of a matrix: of two or three rows of small whole numbers, of
/// three rows of fractions or four of whole numbers, or of four rows of fractions.
///
/// The polynomial comes from traces. It is proved by determinants at one more point than its degree,
/// which leave no other polynomial.
public final class CharacteristicPolynomialMaker implements Maker {
    private record Size(int rows, int most, List<Integer> divisors) {
        static Size draw(RandomGenerator random, Difficulty difficulty) {
            return switch (difficulty) {
                case EASY -> random.nextBoolean() ? new Size(2, 15, List.of(1)) : new Size(3, 4, List.of(1));
                case MEDIUM -> random.nextBoolean() ? new Size(3, 15, List.of(1, 2, 4)) : new Size(4, 7, List.of(1));
                case HARD -> new Size(4, 15, List.of(1, 2, 4, 8));
            };
        }

        Rational entry(RandomGenerator random) {
            return new Rational(
                    BigInteger.valueOf(Draws.between(random, -most, most)),
                    BigInteger.valueOf(Draws.one(random, divisors)));
        }
    }

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_characteristic_polynomial");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Size size = Size.draw(random, difficulty);
        Matrix matrix = Matrix.of(size.rows(), () -> size.entry(random));
        Polynomial polynomial = matrix.characteristic();
        if (!isProved(matrix, polynomial)) {
            return Optional.empty();
        }
        boolean turned = random.nextBoolean();
        String definition = turned ? "\\det(A-\\lambda I)" : "\\det(\\lambda I-A)";
        boolean minus = turned && size.rows() % 2 == 1;
        Polynomial asked = minus ? polynomial.times(Polynomial.of(-1)) : polynomial;
        String task = Draws.one(
                        random,
                        List.of(
                                "Find the characteristic polynomial $%s$ of the matrix $A=%s$.",
                                "Compute the characteristic polynomial, defined as $%s$, for $A=%s$."))
                .formatted(definition, matrix.latex());
        String form = "Write it in terms of $\\lambda$, with its sign as that definition gives it.";
        return new Exercise(task, form, "\\lambda^{2}-5 \\lambda-\\frac{5}{7}", asked.latex("\\lambda")).draft(random);
    }

    private static boolean isProved(Matrix matrix, Polynomial polynomial) {
        Matrix negative = new Matrix(matrix.rows().stream()
                .map(row -> row.stream().map(Rational::negative).toList())
                .toList());
        for (int i = 0; i <= matrix.size(); i++) {
            Rational point = Rational.of(i);
            if (!negative.plusScaledIdentity(point).determinant().equals(polynomial.at(point))) {
                return false;
            }
        }
        return true;
    }
}
