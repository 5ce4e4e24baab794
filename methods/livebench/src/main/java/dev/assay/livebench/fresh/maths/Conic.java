package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A polynomial `a x² + b x y + c y² + d x + e y + f`.
record Conic(Rational a, Rational b, Rational c, Rational d, Rational e, Rational f) {
    /// Draws whole coefficients.
    static Conic draw(RandomGenerator random) {
        List<Rational> drawn = new ArrayList<>();
        for (int most : List.of(4, 8, 9, 12, 12, 20)) {
            drawn.add(Rational.of(Draws.nonZero(random, most)));
        }
        return new Conic(drawn.get(0), drawn.get(1), drawn.get(2), drawn.get(3), drawn.get(4), drawn.get(5));
    }

    /// The form `first (x + slope y + shift)² + second (y + height)² + rest`.
    record Completed(Rational first, Rational slope, Rational shift, Rational second, Rational height, Rational rest) {
        Rational at(Rational x, Rational y) {
            Rational across = x.plus(slope.times(y)).plus(shift);
            Rational up = y.plus(height);
            return first.times(across)
                    .times(across)
                    .plus(second.times(up).times(up))
                    .plus(rest);
        }

        /// With a mark after each square.
        String latex(String across, String up) {
            String linear = new Terms()
                    .add(Rational.ONE, "x")
                    .add(slope, "y")
                    .add(shift, "")
                    .latex();
            String upward = new Terms().add(Rational.ONE, "y").add(height, "").latex();
            return new Terms()
                    .add(first, "(" + linear + ")^{2} " + across)
                    .add(second, "(" + upward + ")^{2} " + up)
                    .add(rest, "")
                    .latex();
        }
    }

    /// The sum of squares, that of x completed first (Lagrange); nothing where the second square is
    /// missing or without a shift, or where nine points, which leave one such polynomial, do not prove
    /// it.
    Optional<Completed> completed() {
        Rational twice = a.plus(a);
        Rational slope = b.over(twice);
        Rational shift = d.over(twice);
        Rational second = c.minus(a.times(slope).times(slope));
        Rational linear = e.minus(twice.times(slope).times(shift));
        if (second.equals(Rational.ZERO) || linear.equals(Rational.ZERO)) {
            return Optional.empty();
        }
        Rational height = linear.over(second.plus(second));
        Rational rest =
                f.minus(a.times(shift).times(shift)).minus(second.times(height).times(height));
        return Optional.of(new Completed(a, slope, shift, second, height, rest)).filter(this::isProved);
    }

    private boolean isProved(Completed completed) {
        for (int i = 0; i < 9; i++) {
            Rational x = Rational.of(i % 3);
            Rational y = Rational.of(i / 3);
            if (!completed.at(x, y).equals(at(x, y))) {
                return false;
            }
        }
        return true;
    }

    private Rational at(Rational x, Rational y) {
        Rational square =
                a.times(x).times(x).plus(b.times(x).times(y)).plus(c.times(y).times(y));
        return square.plus(d.times(x)).plus(e.times(y)).plus(f);
    }

    String latex() {
        return new Terms()
                .add(a, "x^{2}")
                .add(b, "x y")
                .add(c, "y^{2}")
                .add(d, "x")
                .add(e, "y")
                .add(f, "")
                .latex();
    }
}
