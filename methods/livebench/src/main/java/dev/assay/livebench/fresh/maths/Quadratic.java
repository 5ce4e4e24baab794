package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Draws;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A polynomial `a x² + b x + c`.
record Quadratic(Surd a, Surd b, Surd c) {
    private static final List<Integer> RADICANDS = List.of(2, 3, 5, 6, 7);

    /// Draws a quadratic; its coefficients are whole, or whole multiples of one square root.
    static Quadratic draw(RandomGenerator random, boolean roots) {
        int radicand = Draws.one(random, RADICANDS);
        return new Quadratic(
                coefficient(random, roots, radicand, 9),
                coefficient(random, roots, radicand, 20),
                coefficient(random, roots, radicand, 30));
    }

    private static Surd coefficient(RandomGenerator random, boolean roots, int radicand, int most) {
        Rational number = Rational.of(Draws.nonZero(random, most));
        return roots && random.nextBoolean()
                ? new Surd(Rational.ZERO, number, radicand)
                : new Surd(number, Rational.ZERO, radicand);
    }

    boolean hasRoots() {
        return List.of(a, b, c).stream().anyMatch(each -> !each.root().equals(Rational.ZERO));
    }

    /// The form `a (x + shift)² + rest`.
    record Completed(Surd a, Surd shift, Surd rest) {
        Surd at(Surd x) {
            Surd base = x.plus(shift);
            return a.times(base).times(base).plus(rest);
        }

        /// With a mark after the square, such as `2 (x-3)^{2} y+5`.
        String latex(String mark) {
            Terms inside = new Terms().add(Rational.ONE, "x");
            shift.addTo(inside, "");
            Terms all = new Terms();
            a.addTo(all, "(" + inside.latex() + ")^{2} " + mark);
            rest.addTo(all, "");
            return all.latex();
        }
    }

    /// The completed square; nothing where three points, which leave one quadratic only, do not prove it.
    Optional<Completed> completed() {
        Surd shift = b.half().over(a);
        Completed completed = new Completed(a, shift, c.minus(shift.times(b).half()));
        for (int i = -1; i <= 1; i++) {
            Surd x = new Surd(Rational.of(i), Rational.ZERO, a.radicand());
            if (!completed.at(x).equals(at(x))) {
                return Optional.empty();
            }
        }
        return Optional.of(completed);
    }

    private Surd at(Surd x) {
        return a.times(x).plus(b).times(x).plus(c);
    }

    String latex() {
        Terms terms = new Terms();
        a.addTo(terms, "x^{2}");
        b.addTo(terms, "x");
        c.addTo(terms, "");
        return terms.latex();
    }
}
