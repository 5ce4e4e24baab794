package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Draws;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// A polynomial of whole coefficients as a product of irreducible ones, of degree three at most.
///
/// @param content a whole number in front that is not 0
/// @param powers  how often each factor is there; all are primitive and begin with a positive coefficient
record Factorization(int content, Map<Polynomial, Integer> powers) {
    private static final int MOST_TRIES = 200;

    Factorization {
        powers = new LinkedHashMap<>(powers);
    }

    /// Draws different factors.
    ///
    /// @param degrees that of each factor
    /// @param spare   how many factors stand there once more
    static Factorization draw(RandomGenerator random, List<Integer> degrees, int spare) {
        Map<Polynomial, Integer> powers = new LinkedHashMap<>();
        for (int degree : degrees) {
            Polynomial factor = factor(random, degree);
            for (int i = 0; i < MOST_TRIES && (powers.containsKey(factor) || !isPrime(factor)); i++) {
                factor = factor(random, degree);
            }
            powers.merge(factor, 1, Integer::sum);
        }
        List<Polynomial> factors = List.copyOf(powers.keySet());
        for (int i = 0; i < spare; i++) {
            powers.merge(Draws.one(random, factors), 1, Integer::sum);
        }
        return new Factorization(Draws.nonZero(random, 6), powers);
    }

    private static Polynomial factor(RandomGenerator random, int degree) {
        List<Rational> coefficients = new ArrayList<>();
        coefficients.add(Rational.of(Draws.nonZero(random, 9)));
        for (int i = 1; i < degree; i++) {
            coefficients.add(Rational.of(Draws.between(random, -5, 5)));
        }
        coefficients.add(Rational.of(Draws.between(random, 1, degree == 1 ? 5 : 3)));
        return new Polynomial(coefficients);
    }

    Polynomial expanded() {
        Polynomial product = Polynomial.of(content);
        for (Map.Entry<Polynomial, Integer> each : powers.entrySet()) {
            for (int i = 0; i < each.getValue(); i++) {
                product = product.times(each.getKey());
            }
        }
        return product;
    }

    /// Whether no factor can be divided further, and their product is the expanded polynomial at more
    /// points than its degree. Whole polynomials have one such factorization only (Gauss).
    boolean isProved(Polynomial expanded) {
        for (int i = 0; i <= expanded.degree(); i++) {
            if (!at(Rational.of(i)).equals(expanded.at(Rational.of(i)))) {
                return false;
            }
        }
        return powers.keySet().stream().allMatch(Factorization::isPrime);
    }

    private Rational at(Rational x) {
        Rational value = Rational.of(content);
        for (Map.Entry<Polynomial, Integer> each : powers.entrySet()) {
            for (int i = 0; i < each.getValue(); i++) {
                value = value.times(each.getKey().at(x));
            }
        }
        return value;
    }

    private static boolean isPrime(Polynomial factor) {
        return isPrimitive(factor) && isIrreducible(factor);
    }

    private static boolean isPrimitive(Polynomial factor) {
        return factor.whole().stream().reduce(BigInteger.ZERO, BigInteger::gcd).equals(BigInteger.ONE);
    }

    /// Up to degree three, what has no rational root has no factor (rational root theorem).
    private static boolean isIrreducible(Polynomial factor) {
        if (factor.degree() == 1) {
            return true;
        }
        int last = factor.coefficient(0).numerator().abs().intValueExact();
        int leading = factor.leading().numerator().intValueExact();
        for (int divisor = 1; divisor <= leading; divisor++) {
            for (int dividend = -last; dividend <= last; dividend++) {
                Rational root = new Rational(BigInteger.valueOf(dividend), BigInteger.valueOf(divisor));
                if (factor.at(root).equals(Rational.ZERO)) {
                    return false;
                }
            }
        }
        return true;
    }

    /// The product, with something added to each factor, such as `-2 (3 x-1+y) (x^{2}+5+y)^{2}`.
    String latex(String variable, String added) {
        StringBuilder text = new StringBuilder(content == 1 ? "" : content == -1 ? "-" : content + " ");
        powers.forEach((factor, power) -> text.append('(')
                .append(factor.latex(variable))
                .append(added)
                .append(')')
                .append(power == 1 ? " " : "^{" + power + "} "));
        return text.toString().strip();
    }
}
