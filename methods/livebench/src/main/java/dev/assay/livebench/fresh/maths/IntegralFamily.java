package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Draws;
import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;

/// Definite integrals of one kind, each with the closed form that it has.
///
/// Every antiderivative is one that the beginner's tables have; the bounds are such that the value is a
/// fraction.
enum IntegralFamily {
    /// A polynomial, by the antiderivatives of its powers.
    POLYNOMIAL {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            List<Rational> coefficients = random.nextBoolean()
                    ? List.of(any(random), any(random), some(random))
                    : List.of(any(random), any(random), any(random), some(random));
            Polynomial polynomial = new Polynomial(coefficients);
            int from = Draws.between(random, -2, 1);
            int to = from + Draws.between(random, 1, 4);
            Rational value = Rational.ZERO;
            for (int power = 0; power <= polynomial.degree(); power++) {
                long rise = power(to, power + 1) - power(from, power + 1);
                value = value.plus(polynomial.coefficient(power).times(fraction(rise, power + 1)));
            }
            return new DefiniteIntegral(polynomial.latex(x), x, "" + from, "" + to, value);
        }
    },
    /// `a sin(m x)` over half a wave, or `a cos(m x)` over a quarter.
    WAVE {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = 2 * Draws.nonZero(random, 60);
            int speed = Draws.between(random, 2, 6);
            if (random.nextBoolean()) {
                String integrand = height + " \\sin\\left(" + speed + " " + x + "\\right)";
                return new DefiniteIntegral(integrand, x, "0", "\\pi/" + speed, fraction(2L * height, speed));
            }
            String integrand = height + " \\cos\\left(" + speed + " " + x + "\\right)";
            return new DefiniteIntegral(integrand, x, "0", "\\pi/" + 2 * speed, fraction(height, speed));
        }
    },
    /// `a / (x + c)²`, with the antiderivative `-a / (x + c)`.
    RECIPROCAL_SQUARE {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = 10 * Draws.nonZero(random, 30);
            int shift = Draws.between(random, 1, 4);
            int to = Draws.between(random, 1, 6);
            String integrand = fractionText(height, "\\left(" + x + "+" + shift + "\\right)^{2}");
            Rational value = Rational.of(height).times(fraction(1, shift).minus(fraction(1, shift + to)));
            return new DefiniteIntegral(integrand, x, "0", "" + to, value);
        }
    },
    /// `a e^{m x}` from 0 to the logarithm of a whole number.
    EXPONENTIAL {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = Draws.nonZero(random, 12);
            int rate = Draws.between(random, 2, 3);
            int end = Draws.between(random, 2, 4);
            Rational value = Rational.of(height).times(fraction(power(end, rate) - 1, rate));
            return new DefiniteIntegral(times(height, "e^{" + rate + " " + x + "}"), x, "0", "\\ln " + end, value);
        }
    },
    /// `a √(m x + c)` between bounds at which the root is whole.
    ROOT {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = Draws.nonZero(random, 9);
            int low = Draws.between(random, 1, 3);
            int high = low + Draws.between(random, 1, 3);
            int slope = high + low;
            int shift = low * low;
            String integrand = times(height, "\\sqrt{" + slope + " " + x + "+" + shift + "}");
            Rational value = fraction(2L * height * (power(high, 3) - power(low, 3)), 3L * slope);
            return new DefiniteIntegral(integrand, x, "0", "" + (high - low), value);
        }
    },
    /// `a (ln x)^n / x` from 1 to e.
    LOGARITHM {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = 5 * Draws.nonZero(random, 40);
            int power = Draws.between(random, 2, 5);
            String integrand = fractionText(height, x) + " \\left(\\ln " + x + "\\right)^{" + power + "}";
            return new DefiniteIntegral(integrand, x, "1", "e", fraction(height, power + 1L));
        }
    },
    /// `a x (x² + c)^n`, by substitution of the square.
    SUBSTITUTION {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = Draws.nonZero(random, 4);
            int shift = Draws.nonZero(random, 3);
            int power = Draws.between(random, 2, 3);
            int to = Draws.between(random, 1, 2);
            String inside = "\\left(" + x + "^{2}" + (shift < 0 ? "" : "+") + shift + "\\right)^{" + power + "}";
            long rise = power(to * to + shift, power + 1) - power(shift, power + 1);
            Rational value = fraction(height * rise, 2L * (power + 1));
            return new DefiniteIntegral(times(height, x + " \\cdot " + inside), x, "0", "" + to, value);
        }
    },
    /// `a x^n e^{-m x}` over all positive numbers: `a n! / m^(n+1)` (Euler's second integral).
    GAMMA {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = 3 * Draws.nonZero(random, 12);
            int power = Draws.between(random, 2, 4);
            int rate = Draws.between(random, 1, 3);
            String exponent = rate == 1 ? "-" + x : "-" + rate + " " + x;
            Rational value = fraction(height * factorial(power), power(rate, power + 1));
            String integrand = height + " " + x + "^{" + power + "} e^{" + exponent + "}";
            return new DefiniteIntegral(integrand, x, "0", "\\infty", value);
        }
    },
    /// `a x^m (1-x)^n` from 0 to 1: `a m! n! / (m+n+1)!` (Euler's first integral).
    BETA {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = 100 * Draws.nonZero(random, 60);
            int up = Draws.between(random, 2, 4);
            int down = Draws.between(random, 2, 3);
            Rational value = fraction(height * factorial(up) * factorial(down), factorial(up + down + 1));
            String integrand = height + " " + x + "^{" + up + "} \\left(1-" + x + "\\right)^{" + down + "}";
            return new DefiniteIntegral(integrand, x, "0", "1", value);
        }
    },
    /// `a sin^m(x) cos³(x)` over a quarter wave: `a (1/(m+1) - 1/(m+3))`.
    POWERS_OF_WAVES {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = 30 * Draws.nonZero(random, 40);
            int power = Draws.between(random, 2, 6);
            Rational value = Rational.of(height).times(fraction(1, power + 1).minus(fraction(1, power + 3)));
            String angle = "\\left(" + x + "\\right)";
            String integrand = height + " \\sin^{" + power + "}" + angle + " \\cos^{3}" + angle;
            return new DefiniteIntegral(integrand, x, "0", "\\pi/2", value);
        }
    },
    /// `a x cos(m x)` over half a wave: `-2 a / m²`, by parts.
    BY_PARTS {
        @Override
        DefiniteIntegral draw(RandomGenerator random, String x) {
            int height = 10 * Draws.nonZero(random, 60);
            int speed = Draws.between(random, 2, 5);
            String integrand = height + " " + x + " \\cos\\left(" + speed + " " + x + "\\right)";
            return new DefiniteIntegral(
                    integrand, x, "0", "\\pi/" + speed, fraction(-2L * height, (long) speed * speed));
        }
    };

    /// An integral of this kind.
    ///
    /// @param x its variable
    abstract DefiniteIntegral draw(RandomGenerator random, String x);

    private static Rational any(RandomGenerator random) {
        return Rational.of(Draws.between(random, -9, 9));
    }

    private static Rational some(RandomGenerator random) {
        return Rational.of(Draws.nonZero(random, 9));
    }

    private static Rational fraction(long numerator, long denominator) {
        return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    private static String times(int factor, String rest) {
        return factor == 1 ? rest : factor == -1 ? "-" + rest : factor + " " + rest;
    }

    private static String fractionText(int numerator, String denominator) {
        String sign = numerator < 0 ? "-" : "";
        return sign + "\\frac{" + Math.abs(numerator) + "}{" + denominator + "}";
    }

    private static long power(long base, int exponent) {
        return BigInteger.valueOf(base).pow(exponent).longValueExact();
    }

    private static long factorial(int number) {
        long product = 1;
        for (int factor = 2; factor <= number; factor++) {
            product *= factor;
        }
        return product;
    }
}
