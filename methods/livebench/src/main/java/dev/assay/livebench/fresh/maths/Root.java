package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/// A positive number `coefficient · radicand^(1/index)` in its simplest form: the radicand is a whole
/// number that no power `index` divides, and the index is as small as it can be.
record Root(Rational coefficient, int index, BigInteger radicand) {
    /// The positive root of a positive fraction, found by dividing it into prime factors.
    ///
    /// @throws ArithmeticException if a part of the fraction does not fit a `long`
    static Root of(Rational number, int degree) {
        Map<Long, Integer> exponents = new TreeMap<>();
        factor(number.numerator().longValueExact(), 1, exponents);
        factor(number.denominator().longValueExact(), -1, exponents);
        return of(exponents, degree);
    }

    /// The positive root of a product of powers of primes.
    static Root of(Map<Long, Integer> exponents, int degree) {
        int common = degree;
        for (int exponent : exponents.values()) {
            common = gcd(common, Math.floorMod(exponent, degree));
        }
        Rational coefficient = Rational.ONE;
        BigInteger radicand = BigInteger.ONE;
        for (Map.Entry<Long, Integer> each : exponents.entrySet()) {
            int whole = Math.floorDiv(each.getValue(), degree);
            BigInteger prime = BigInteger.valueOf(each.getKey());
            BigInteger power = prime.pow(Math.abs(whole));
            coefficient = coefficient.times(
                    whole < 0 ? new Rational(BigInteger.ONE, power) : new Rational(power, BigInteger.ONE));
            radicand = radicand.multiply(prime.pow(Math.floorMod(each.getValue(), degree) / common));
        }
        return new Root(coefficient, degree / common, radicand);
    }

    /// Adds the prime factors of a positive number to exponents.
    static void factor(long number, int times, Map<Long, Integer> exponents) {
        long left = number;
        for (long divisor = 2; divisor * divisor <= left; divisor++) {
            while (left % divisor == 0) {
                exponents.merge(divisor, times, Integer::sum);
                left /= divisor;
            }
        }
        if (left > 1) {
            exponents.merge(left, times, Integer::sum);
        }
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    boolean isRational() {
        return index == 1;
    }

    /// This number raised to a multiple of its index.
    Rational power(int degree) {
        Rational power = new Rational(radicand.pow(degree / index), BigInteger.ONE);
        for (int i = 0; i < degree; i++) {
            power = power.times(coefficient);
        }
        return power;
    }

    /// Such as `\frac{3 \sqrt[5]{12}}{2}`.
    String latex() {
        if (isRational()) {
            return Latex.number(coefficient);
        }
        String root = (index == 2 ? "\\sqrt{" : "\\sqrt[" + index + "]{") + radicand + "}";
        boolean one = coefficient.numerator().equals(BigInteger.ONE);
        String top = one ? root : coefficient.numerator() + " " + root;
        return coefficient.denominator().equals(BigInteger.ONE)
                ? top
                : "\\frac{" + top + "}{" + coefficient.denominator() + "}";
    }
}
