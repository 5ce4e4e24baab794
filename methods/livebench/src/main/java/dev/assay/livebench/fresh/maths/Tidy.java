package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import dev.assay.livebench.algebra.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Builds formulas with like terms and like factors taken together.
final class Tidy {
    static final Formula X = new Formula.Symbol("x");
    static final Formula ZERO = Formula.of(0);
    private static final Formula ONE = Formula.of(1);
    private static final Formula HALF = number(new Rational(BigInteger.ONE, BigInteger.TWO));

    private Tidy() {}

    static Formula number(Rational value) {
        return new Formula.Literal(value);
    }

    /// The sum: nested sums are opened, terms that differ by a number are one.
    static Formula sum(List<Formula> terms) {
        Map<Formula, Rational> coefficients = new LinkedHashMap<>();
        terms.forEach(term -> addTo(coefficients, term));
        List<Formula> left = new ArrayList<>();
        coefficients.forEach((rest, coefficient) -> {
            if (!coefficient.equals(Rational.ZERO)) {
                left.add(product(List.of(number(coefficient), rest)));
            }
        });
        // Numbers alone stand last.
        left.sort(Comparator.comparing(term -> term instanceof Formula.Literal));
        return left.isEmpty() ? ZERO : left.size() == 1 ? left.getFirst() : new Formula.Sum(List.copyOf(left));
    }

    static Formula sum(Formula... terms) {
        return sum(List.of(terms));
    }

    private static void addTo(Map<Formula, Rational> coefficients, Formula term) {
        switch (term) {
            case Formula.Sum(List<Formula> terms) -> terms.forEach(each -> addTo(coefficients, each));
            case Formula.Literal(Rational value) -> coefficients.merge(ONE, value, Rational::plus);
            case Formula.Product(List<Formula> factors)
            when factors.getFirst() instanceof Formula.Literal(Rational value) ->
                coefficients.merge(product(factors.subList(1, factors.size())), value, Rational::plus);
            default -> coefficients.merge(term, Rational.ONE, Rational::plus);
        }
    }

    /// The product: nested products are opened, numbers multiplied, powers of the same base one power.
    static Formula product(List<Formula> factors) {
        Map<Formula, Formula> exponents = new LinkedHashMap<>();
        Rational coefficient = multiplyTo(exponents, factors);
        if (coefficient.equals(Rational.ZERO)) {
            return ZERO;
        }
        List<Formula> left = new ArrayList<>();
        exponents.forEach((base, exponent) -> {
            Formula power = power(base, exponent);
            if (!power.equals(ONE)) {
                left.add(power);
            }
        });
        left.sort(Comparator.comparingInt(Tidy::rank));
        if (!coefficient.equals(Rational.ONE) || left.isEmpty()) {
            left.addFirst(number(coefficient));
        }
        return left.size() == 1 ? left.getFirst() : new Formula.Product(List.copyOf(left));
    }

    static Formula product(Formula... factors) {
        return product(List.of(factors));
    }

    private static Rational multiplyTo(Map<Formula, Formula> exponents, List<Formula> factors) {
        Rational coefficient = Rational.ONE;
        for (Formula factor : factors) {
            switch (factor) {
                case Formula.Literal(Rational value) -> coefficient = coefficient.times(value);
                case Formula.Product(List<Formula> inner) ->
                    coefficient = coefficient.times(multiplyTo(exponents, inner));
                case Formula.Power(Formula base, Formula exponent) -> exponents.merge(base, exponent, Tidy::sum);
                default -> exponents.merge(factor, ONE, Tidy::sum);
            }
        }
        return coefficient;
    }

    /// Brackets first, functions last, so that no letter stands before a bracket as if it were a function.
    private static int rank(Formula factor) {
        if (factor instanceof Formula.Power(Formula of, Formula exponent) && exponent.equals(HALF)) {
            return 4;
        }
        Formula base = factor instanceof Formula.Power(Formula of, Formula exponent) ? of : factor;
        return switch (base) {
            case Formula.Literal literal -> 0;
            case Formula.Sum sum -> 1;
            case Formula.Product product -> 1;
            case Formula.Symbol symbol -> 2;
            case Formula.Named named -> 3;
            case Formula.Power power -> 4;
            case Formula.Call call -> 5;
        };
    }

    /// The power; whole powers of numbers, products and powers are worked out.
    static Formula power(Formula base, Formula exponent) {
        if (exponent.equals(ONE)) {
            return base;
        }
        if (exponent.equals(ZERO)) {
            return ONE;
        }
        boolean whole = exponent instanceof Formula.Literal(Rational n)
                && n.denominator().equals(BigInteger.ONE);
        return whole ? wholePower(base, exponent) : new Formula.Power(base, exponent);
    }

    private static Formula wholePower(Formula base, Formula exponent) {
        return switch (base) {
            case Formula.Literal(Rational value) -> number(power(value, ((Formula.Literal) exponent).value()));
            case Formula.Product(List<Formula> factors) ->
                product(factors.stream().map(factor -> power(factor, exponent)).toList());
            case Formula.Power(Formula inner, Formula first) -> power(inner, product(first, exponent));
            default -> new Formula.Power(base, exponent);
        };
    }

    private static Rational power(Rational base, Rational exponent) {
        Rational power = Rational.ONE;
        for (int i = 0; i < exponent.absolute().numerator().intValueExact(); i++) {
            power = power.times(base);
        }
        return exponent.numerator().signum() < 0 ? Rational.ONE.over(power) : power;
    }

    static Formula power(Formula base, long exponent) {
        return power(base, Formula.of(exponent));
    }

    /// `base^(n/2)`
    static Formula halfPower(Formula base, long n) {
        return power(base, number(new Rational(BigInteger.valueOf(n), BigInteger.TWO)));
    }

    static Formula call(Function function, Formula argument) {
        return new Formula.Call(function, argument);
    }

    static Formula exp(Formula exponent) {
        return power(new Formula.Named(Formula.Constant.E), exponent);
    }

    /// A polynomial of x.
    static Formula polynomial(Polynomial polynomial) {
        List<Formula> terms = new ArrayList<>();
        for (int power = polynomial.degree(); power >= 0; power--) {
            terms.add(product(number(polynomial.coefficient(power)), power(X, power)));
        }
        return sum(terms);
    }
}
