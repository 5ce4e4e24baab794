package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import java.util.List;

/// Puts a formula in the place of x.
final class Substitution {
    private Substitution() {}

    /// The formula with that for x; functions of 0 that are whole numbers are worked out.
    static Formula of(Formula formula, Formula x) {
        return switch (formula) {
            case Formula.Literal literal -> literal;
            case Formula.Named named -> named;
            case Formula.Symbol symbol -> symbol.equals(Tidy.X) ? x : symbol;
            case Formula.Sum(List<Formula> terms) ->
                Tidy.sum(terms.stream().map(term -> of(term, x)).toList());
            case Formula.Product(List<Formula> factors) ->
                Tidy.product(factors.stream().map(factor -> of(factor, x)).toList());
            case Formula.Power(Formula base, Formula exponent) -> Tidy.power(of(base, x), of(exponent, x));
            case Formula.Call(Function function, Formula argument) -> call(function, of(argument, x));
        };
    }

    private static Formula call(Function function, Formula argument) {
        if (!argument.equals(Tidy.ZERO)) {
            return Tidy.call(function, argument);
        }
        return switch (function) {
            case SIN, TAN, ARCSIN, ARCTAN, SINH, TANH -> Tidy.ZERO;
            case COS, SEC, COSH, EXP -> Formula.of(1);
            case CSC, COT, ARCCOS, LN -> Tidy.call(function, argument);
        };
    }
}
