package dev.assay.livebench.algebra;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values of formulas.
final class Values {
    private Values() {}

    /// The exact value of a formula of fractions and whole powers alone.
    static Optional<Rational> exact(Formula formula) {
        Optional<Rational> value = switch (formula) {
            case Formula.Literal(Rational number) -> Optional.of(number);
            case Formula.Sum(List<Formula> terms) -> folded(terms, Rational.ZERO, Rational::plus);
            case Formula.Product(List<Formula> factors) -> folded(factors, Rational.ONE, Rational::times);
            case Formula.Power(Formula base, Formula exponent) ->
                exact(base).flatMap(value_ -> exact(exponent).flatMap(value_::power));
            case Formula.Symbol symbol -> Optional.empty();
            case Formula.Named named -> Optional.empty();
            case Formula.Call call -> Optional.empty();
        };
        return value.filter(Rational::isSmall);
    }

    private interface Operation {
        Rational of(Rational left, Rational right);
    }

    private static Optional<Rational> folded(List<Formula> parts, Rational first, Operation operation) {
        Rational all = first;
        for (Formula part : parts) {
            Optional<Rational> value = exact(part);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            all = operation.of(all, value.get());
        }
        return Optional.of(all);
    }

    /// The value at a point.
    ///
    /// @param point a value for each symbol
    static Complex at(Formula formula, Map<String, Complex> point) {
        return switch (formula) {
            case Formula.Literal(Rational number) -> Complex.of(number.doubleValue());
            case Formula.Symbol(String name) -> point.getOrDefault(name, Complex.of(Double.NaN));
            case Formula.Named(Formula.Constant constant) ->
                switch (constant) {
                    case PI -> Complex.of(Math.PI);
                    case E -> Complex.of(Math.E);
                    case I -> Complex.I;
                };
            case Formula.Sum(List<Formula> terms) -> {
                Complex sum = Complex.of(0);
                for (Formula term : terms) {
                    sum = sum.plus(at(term, point));
                }
                yield sum;
            }
            case Formula.Product(List<Formula> factors) -> {
                Complex product = Complex.ONE;
                for (Formula factor : factors) {
                    product = product.times(at(factor, point));
                }
                yield product;
            }
            case Formula.Power(Formula base, Formula exponent) ->
                at(base, point).power(at(exponent, point));
            case Formula.Call(Function function, Formula argument) -> function.of(at(argument, point));
        };
    }
}
