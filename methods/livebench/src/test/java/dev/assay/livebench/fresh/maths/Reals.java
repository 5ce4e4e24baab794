package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import dev.assay.livebench.algebra.LatexReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Real values of formulas in LaTeX, by the JDK's own functions.
final class Reals {
    private Reals() {}

    static Formula read(String latex) {
        return LatexReader.read(latex, LatexReader.Letters.CONSTANTS)
                .orElseThrow(() -> new AssertionError("no formula: " + latex));
    }

    static double value(String latex) {
        return value(read(latex), Map.of());
    }

    static double value(Formula formula, String name, double x) {
        return value(formula, Map.of(name, x));
    }

    static double value(Formula formula, Map<String, Double> point) {
        return switch (formula) {
            case Formula.Literal literal ->
                literal.value().numerator().doubleValue()
                        / literal.value().denominator().doubleValue();
            case Formula.Symbol(String name) -> Objects.requireNonNull(point.get(name), name);
            case Formula.Named(Formula.Constant constant) ->
                switch (constant) {
                    case PI -> Math.PI;
                    case E -> Math.E;
                    case I -> Double.NaN;
                };
            case Formula.Sum(List<Formula> terms) ->
                terms.stream().mapToDouble(term -> value(term, point)).sum();
            case Formula.Product(List<Formula> factors) ->
                factors.stream().mapToDouble(factor -> value(factor, point)).reduce(1, (a, b) -> a * b);
            case Formula.Power(Formula base, Formula exponent) -> Math.pow(value(base, point), value(exponent, point));
            case Formula.Call(Function function, Formula argument) -> value(function, value(argument, point));
        };
    }

    private static double value(Function function, double x) {
        return switch (function) {
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TAN -> Math.tan(x);
            case CSC -> 1 / Math.sin(x);
            case SEC -> 1 / Math.cos(x);
            case COT -> 1 / Math.tan(x);
            case ARCSIN -> Math.asin(x);
            case ARCCOS -> Math.acos(x);
            case ARCTAN -> Math.atan(x);
            case SINH -> Math.sinh(x);
            case COSH -> Math.cosh(x);
            case TANH -> Math.tanh(x);
            case LN -> Math.log(x);
            case EXP -> Math.exp(x);
        };
    }
}
