package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import dev.assay.livebench.algebra.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// A function and the one of its antiderivatives that is 0 at 0, by the rules of integral tables.
record Antiderivative(Formula function, Formula integral) {
    Antiderivative plus(Antiderivative other) {
        return new Antiderivative(Tidy.sum(function, other.function), Tidy.sum(integral, other.integral));
    }

    Antiderivative times(long number) {
        return new Antiderivative(spread(number, function), spread(number, integral));
    }

    /// A number times each term.
    private static Formula spread(long number, Formula formula) {
        Formula factor = Formula.of(number);
        return formula instanceof Formula.Sum(List<Formula> terms)
                ? Tidy.sum(
                        terms.stream().map(term -> Tidy.product(factor, term)).toList())
                : Tidy.product(factor, formula);
    }

    /// Of a polynomial.
    static Antiderivative of(Polynomial polynomial) {
        List<Rational> coefficients = new ArrayList<>(List.of(Rational.ZERO));
        for (int i = 0; i <= polynomial.degree(); i++) {
            coefficients.add(polynomial.coefficient(i).over(Rational.of(i + 1)));
        }
        return new Antiderivative(Tidy.polynomial(polynomial), Tidy.polynomial(new Polynomial(coefficients)));
    }

    /// Of `u'(x) g(u(x))`, by substitution.
    ///
    /// @param inner    u, without a term of degree 0
    /// @param outer    g, of x
    /// @param integral the antiderivative of g that is 0 at 0, of x
    static Antiderivative substituted(Polynomial inner, Formula outer, Formula integral) {
        Formula u = Tidy.polynomial(inner);
        Formula slope = Tidy.polynomial(inner.derivative());
        return new Antiderivative(Tidy.product(slope, Substitution.of(outer, u)), Substitution.of(integral, u));
    }

    /// Of a polynomial times a wave, by parts until nothing of the polynomial is left.
    static Antiderivative byParts(Polynomial polynomial, Wave wave, long rate) {
        List<Formula> terms = new ArrayList<>();
        Polynomial left = polynomial;
        for (int order = 1; left.degree() >= 0; order++) {
            Formula sign = Formula.of(order % 2 == 1 ? 1 : -1);
            terms.add(Tidy.product(sign, wave.integrated(order, rate), Tidy.polynomial(left)));
            left = left.derivative();
        }
        Formula integral = Tidy.sum(terms);
        Formula atZero = Substitution.of(integral, Tidy.ZERO);
        return new Antiderivative(
                Tidy.product(Tidy.polynomial(polynomial), wave.integrated(0, rate)),
                Tidy.sum(integral, Formula.negative(atZero)));
    }

    /// Of `e^(a x) sin(b x)`: `e^(a x) (a sin(b x) - b cos(b x)) / (a² + b²)`.
    static Antiderivative damped(long a, long b) {
        Formula exp = Tidy.exp(Tidy.product(Formula.of(a), Tidy.X));
        Formula angle = Tidy.product(Formula.of(b), Tidy.X);
        Formula sine = Tidy.call(Function.SIN, angle);
        long norm = a * a + b * b;
        Formula integral = Tidy.sum(
                Tidy.product(fraction(a, norm), exp, sine),
                Tidy.product(fraction(-b, norm), exp, Tidy.call(Function.COS, angle)),
                fraction(b, norm));
        return new Antiderivative(Tidy.product(exp, sine), integral);
    }

    /// Of `sin(a x)^n cos(a x)`.
    static Antiderivative sinePower(long a, int n) {
        Formula angle = Tidy.product(Formula.of(a), Tidy.X);
        Formula sine = Tidy.call(Function.SIN, angle);
        return new Antiderivative(
                Tidy.product(Tidy.power(sine, n), Tidy.call(Function.COS, angle)),
                Tidy.product(fraction(1, a * (n + 1)), Tidy.power(sine, n + 1)));
    }

    /// Of `(x + 1)^n ln(x + 1)`, by parts.
    static Antiderivative logarithm(int n) {
        Formula base = Tidy.sum(Tidy.X, Formula.of(1));
        Formula log = Tidy.call(Function.LN, base);
        Formula power = Tidy.power(base, n + 1);
        long square = (n + 1L) * (n + 1);
        Formula integral = Tidy.sum(
                Tidy.product(fraction(1, n + 1), power, log),
                Tidy.product(fraction(-1, square), power),
                fraction(1, square));
        return new Antiderivative(Tidy.product(Tidy.power(base, n), log), integral);
    }

    /// A term `weight / (x + shift)`, with a positive shift.
    record Pole(long weight, long shift) {}

    /// Of partial fractions, with their common denominator multiplied out.
    static Antiderivative poles(List<Pole> poles) {
        Polynomial above = new Polynomial(List.of());
        Polynomial below = Polynomial.of(1);
        List<Formula> logs = new ArrayList<>();
        for (Pole pole : poles) {
            Polynomial linear = Polynomial.of(pole.shift(), 1);
            above = above.times(linear).plus(below.times(Polynomial.of(pole.weight())));
            below = below.times(linear);
            logs.add(Tidy.product(Formula.of(pole.weight()), Tidy.call(Function.LN, Tidy.polynomial(linear))));
            logs.add(Tidy.product(Formula.of(-pole.weight()), start(pole.shift())));
        }
        Formula function = Tidy.product(Tidy.polynomial(above), Tidy.power(Tidy.polynomial(below), -1));
        return new Antiderivative(function, Tidy.sum(logs));
    }

    /// Of `(a x + b) / (x² + c²)`: `a/2 ln(x² + c²) + b/c arctan(x/c)`, less its value at 0.
    static Antiderivative bell(long a, long b, long c) {
        Formula below = Tidy.polynomial(Polynomial.of(c * c, 0, 1));
        Formula integral = Tidy.sum(
                Tidy.product(fraction(a, 2), Tidy.call(Function.LN, below)),
                Tidy.product(fraction(b, c), Tidy.call(Function.ARCTAN, Tidy.product(fraction(1, c), Tidy.X))),
                Tidy.product(Formula.of(-a), start(c)));
        return new Antiderivative(Tidy.product(Tidy.polynomial(Polynomial.of(b, a)), Tidy.power(below, -1)), integral);
    }

    private static Formula start(long number) {
        return number == 1 ? Tidy.ZERO : Tidy.call(Function.LN, Formula.of(number));
    }

    /// Of `x³ √(x² + c²)`: `(x² + c²)^(5/2) / 5 - c² (x² + c²)^(3/2) / 3`, less its value at 0.
    static Antiderivative cubicRoot(long c) {
        Formula inside = Tidy.polynomial(Polynomial.of(c * c, 0, 1));
        Formula integral = Tidy.sum(
                Tidy.product(fraction(1, 5), Tidy.halfPower(inside, 5)),
                Tidy.product(fraction(-c * c, 3), Tidy.halfPower(inside, 3)),
                fraction(2 * c * c * c * c * c, 15));
        return new Antiderivative(Tidy.product(Tidy.power(Tidy.X, 3), Tidy.halfPower(inside, 1)), integral);
    }

    private static Formula fraction(long numerator, long denominator) {
        return Tidy.number(new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator)));
    }
}
