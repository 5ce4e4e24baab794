package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import java.util.List;

/// A real value of a formula of x, and the value of its derivative, found together number by number
/// (forward differentiation, Wengert 1964). It needs no derivative as a formula, and so can prove one.
record Dual(double value, double slope) {
    static Dual at(Formula formula, double x) {
        return switch (formula) {
            case Formula.Literal literal -> new Dual(literal.value().doubleValue(), 0);
            case Formula.Symbol symbol -> new Dual(x, 1);
            case Formula.Named(Formula.Constant constant) ->
                switch (constant) {
                    case PI -> new Dual(Math.PI, 0);
                    case E -> new Dual(Math.E, 0);
                    case I -> new Dual(Double.NaN, 0);
                };
            case Formula.Sum(List<Formula> terms) ->
                terms.stream().map(term -> at(term, x)).reduce(new Dual(0, 0), Dual::plus);
            case Formula.Product(List<Formula> factors) ->
                factors.stream().map(factor -> at(factor, x)).reduce(new Dual(1, 0), Dual::times);
            case Formula.Power(Formula base, Formula exponent) -> at(base, x).power(at(exponent, x));
            case Formula.Call(Function function, Formula argument) ->
                at(argument, x).call(function);
        };
    }

    private Dual plus(Dual other) {
        return new Dual(value + other.value, slope + other.slope);
    }

    private Dual times(Dual other) {
        return new Dual(value * other.value, slope * other.value + value * other.slope);
    }

    private Dual power(Dual exponent) {
        double power = Math.pow(value, exponent.value);
        double fromBase = slope == 0 ? 0 : exponent.value * Math.pow(value, exponent.value - 1) * slope;
        double fromExponent = exponent.slope == 0 ? 0 : power * Math.log(value) * exponent.slope;
        return new Dual(power, fromBase + fromExponent);
    }

    private Dual call(Function function) {
        double x = value;
        return switch (function) {
            case SIN -> along(Math.sin(x), Math.cos(x));
            case COS -> along(Math.cos(x), -Math.sin(x));
            case TAN -> along(Math.tan(x), 1 / (Math.cos(x) * Math.cos(x)));
            case CSC -> along(1 / Math.sin(x), -Math.cos(x) / (Math.sin(x) * Math.sin(x)));
            case SEC -> along(1 / Math.cos(x), Math.sin(x) / (Math.cos(x) * Math.cos(x)));
            case COT -> along(1 / Math.tan(x), -1 / (Math.sin(x) * Math.sin(x)));
            case ARCSIN -> along(Math.asin(x), 1 / Math.sqrt(1 - x * x));
            case ARCCOS -> along(Math.acos(x), -1 / Math.sqrt(1 - x * x));
            case ARCTAN -> along(Math.atan(x), 1 / (1 + x * x));
            case SINH -> along(Math.sinh(x), Math.cosh(x));
            case COSH -> along(Math.cosh(x), Math.sinh(x));
            case TANH -> along(Math.tanh(x), 1 - Math.tanh(x) * Math.tanh(x));
            case LN -> along(Math.log(x), 1 / x);
            case EXP -> along(Math.exp(x), Math.exp(x));
        };
    }

    private Dual along(double of, double derivative) {
        return new Dual(of, derivative * slope);
    }
}
