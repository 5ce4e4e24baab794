package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/// Numbers in LaTeX.
final class Latex {
    private Latex() {}

    /// Such as `-\frac{2}{7}`.
    static String number(Rational number) {
        if (number.denominator().equals(BigInteger.ONE)) {
            return number.numerator().toString();
        }
        String sign = number.numerator().signum() < 0 ? "-" : "";
        return sign + "\\frac{" + number.numerator().abs() + "}{" + number.denominator() + "}";
    }

    /// Such as `\{1, -2, \frac{3}{4}\}`.
    static String list(List<Rational> numbers) {
        return numbers.stream().map(Latex::number).collect(Collectors.joining(", ", "\\{", "\\}"));
    }
}
