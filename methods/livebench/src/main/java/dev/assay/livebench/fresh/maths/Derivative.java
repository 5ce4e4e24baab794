package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import dev.assay.livebench.algebra.Rational;
import java.util.ArrayList;
import java.util.List;

/// Derivatives with respect to x, by the rules for sums, products, powers and chains.
final class Derivative {
    private static final Formula ONE = Formula.of(1);

    private Derivative() {}

    static Formula of(Formula formula) {
        return switch (formula) {
            case Formula.Literal literal -> Tidy.ZERO;
            case Formula.Named named -> Tidy.ZERO;
            case Formula.Symbol symbol -> symbol.equals(Tidy.X) ? ONE : Tidy.ZERO;
            case Formula.Sum(List<Formula> terms) ->
                Tidy.sum(terms.stream().map(Derivative::of).toList());
            case Formula.Product(List<Formula> factors) -> product(factors);
            case Formula.Power(Formula base, Formula exponent) -> power(base, exponent);
            case Formula.Call(Function function, Formula argument) ->
                Tidy.product(of(function, argument), of(argument));
        };
    }

    private static Formula product(List<Formula> factors) {
        List<Formula> terms = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
            List<Formula> term = new ArrayList<>(factors);
            term.set(i, of(factors.get(i)));
            terms.add(Tidy.product(term));
        }
        return Tidy.sum(terms);
    }

    /// `(b^n)' = n b^(n-1) b'`, and `(b^u)' = b^u (u' ln b + u b'/b)` in general.
    private static Formula power(Formula base, Formula exponent) {
        if (exponent instanceof Formula.Literal(Rational n)) {
            Formula less = Tidy.number(n.minus(Rational.ONE));
            return Tidy.product(exponent, Tidy.power(base, less), of(base));
        }
        Formula power = Tidy.power(base, exponent);
        Formula logarithm = base.equals(new Formula.Named(Formula.Constant.E)) ? ONE : Tidy.call(Function.LN, base);
        Formula grown = Tidy.product(power, of(exponent), logarithm);
        return Tidy.sum(grown, Tidy.product(power, exponent, of(base), Tidy.power(base, -1)));
    }

    private static Formula of(Function function, Formula u) {
        return switch (function) {
            case SIN -> Tidy.call(Function.COS, u);
            case COS -> Tidy.product(Formula.of(-1), Tidy.call(Function.SIN, u));
            case TAN -> Tidy.power(Tidy.call(Function.SEC, u), 2);
            case CSC -> Tidy.product(Formula.of(-1), Tidy.call(Function.CSC, u), Tidy.call(Function.COT, u));
            case SEC -> Tidy.product(Tidy.call(Function.SEC, u), Tidy.call(Function.TAN, u));
            case COT -> Tidy.product(Formula.of(-1), Tidy.power(Tidy.call(Function.CSC, u), 2));
            case ARCSIN -> Tidy.halfPower(lessSquare(u), -1);
            case ARCCOS -> Tidy.product(Formula.of(-1), Tidy.halfPower(lessSquare(u), -1));
            case ARCTAN -> Tidy.power(Tidy.sum(square(u), ONE), -1);
            case SINH -> Tidy.call(Function.COSH, u);
            case COSH -> Tidy.call(Function.SINH, u);
            case TANH -> Tidy.power(Tidy.call(Function.COSH, u), -2);
            case LN -> Tidy.power(u, -1);
            case EXP -> Tidy.call(Function.EXP, u);
        };
    }

    private static Formula lessSquare(Formula u) {
        return Tidy.sum(Tidy.product(Formula.of(-1), square(u)), ONE);
    }

    /// `u²`, with the numbers in it squared too.
    private static Formula square(Formula u) {
        return Tidy.product(u, u);
    }
}
