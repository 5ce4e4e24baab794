package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import dev.assay.livebench.algebra.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Writes tidy formulas in LaTeX.
final class LatexWriter {
    private LatexWriter() {}

    static String write(Formula formula) {
        return switch (formula) {
            case Formula.Literal(Rational value) -> Latex.number(value);
            case Formula.Symbol(String name) -> name;
            case Formula.Named(Formula.Constant constant) ->
                switch (constant) {
                    case PI -> "\\pi";
                    case E -> "e";
                    case I -> "i";
                };
            case Formula.Sum(List<Formula> terms) -> sum(terms);
            case Formula.Product(List<Formula> factors) -> product(factors);
            case Formula.Power(Formula base, Formula exponent) -> power(base, exponent);
            case Formula.Call(Function function, Formula argument) -> name(function) + "(" + write(argument) + ")";
        };
    }

    private static String sum(List<Formula> terms) {
        StringBuilder text = new StringBuilder();
        for (Formula term : terms) {
            String written = write(term);
            text.append(text.isEmpty() || written.startsWith("-") ? "" : "+").append(written);
        }
        return text.toString();
    }

    private static String product(List<Formula> factors) {
        Rational coefficient = Rational.ONE;
        List<Formula> above = new ArrayList<>();
        List<Formula> below = new ArrayList<>();
        for (Formula factor : factors) {
            if (factor instanceof Formula.Literal(Rational value)) {
                coefficient = coefficient.times(value);
            } else if (factor instanceof Formula.Power(Formula base, Formula.Literal(Rational n)) && isNegative(n)) {
                below.add(Tidy.power(base, Tidy.number(n.negative())));
            } else {
                above.add(factor);
            }
        }
        String sign = isNegative(coefficient) ? "-" : "";
        return sign + quotient(coefficient.absolute(), above, below);
    }

    /// A fraction where anything but a number is below; else the number stands before the factors.
    private static String quotient(Rational coefficient, List<Formula> above, List<Formula> below) {
        if (!below.isEmpty()) {
            return "\\frac{" + side(coefficient.numerator(), above) + "}{" + side(coefficient.denominator(), below)
                    + "}";
        }
        return coefficient.equals(Rational.ONE) && !above.isEmpty()
                ? side(BigInteger.ONE, above)
                : Latex.number(coefficient) + (above.isEmpty() ? "" : " " + side(BigInteger.ONE, above));
    }

    private static String side(BigInteger number, List<Formula> factors) {
        List<String> parts = new ArrayList<>();
        if (!number.equals(BigInteger.ONE) || factors.isEmpty()) {
            parts.add(number.toString());
        }
        boolean alone = parts.isEmpty() && factors.size() == 1;
        factors.forEach(factor -> parts.add(alone ? write(factor) : bracketed(factor)));
        return String.join(" ", parts);
    }

    private static String power(Formula base, Formula exponent) {
        if (exponent instanceof Formula.Literal(Rational n)) {
            if (isNegative(n)) {
                return "\\frac{1}{" + write(Tidy.power(base, Tidy.number(n.negative()))) + "}";
            }
            if (n.equals(Rational.ONE.over(Rational.of(2)))) {
                return "\\sqrt{" + write(base) + "}";
            }
            boolean whole = n.denominator().equals(BigInteger.ONE);
            if (whole && base instanceof Formula.Call(Function function, Formula argument)) {
                return name(function) + "^{" + write(exponent) + "}(" + write(argument) + ")";
            }
        }
        boolean letter = base instanceof Formula.Symbol || base instanceof Formula.Named;
        return (letter ? write(base) : "(" + write(base) + ")") + "^{" + write(exponent) + "}";
    }

    private static String bracketed(Formula factor) {
        return factor instanceof Formula.Sum ? "(" + write(factor) + ")" : write(factor);
    }

    private static boolean isNegative(Rational number) {
        return number.numerator().signum() < 0;
    }

    private static String name(Function function) {
        return "\\" + function.name().toLowerCase(Locale.ROOT);
    }
}
