package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;

/// Terms in LaTeX as they are added one by one, such as `-x^{2}+\frac{3}{2} x-4`.
final class Terms {
    private final StringBuilder text = new StringBuilder();

    /// Adds a number times what is written after it, which is empty for the number alone. A term that
    /// is 0 is left out.
    Terms add(Rational coefficient, String name) {
        if (coefficient.equals(Rational.ZERO)) {
            return this;
        }
        boolean minus = coefficient.numerator().signum() < 0;
        text.append(minus ? "-" : text.isEmpty() ? "" : "+");
        Rational size = coefficient.absolute();
        if (name.isEmpty()) {
            text.append(Latex.number(size));
        } else if (size.equals(Rational.ONE)) {
            text.append(name);
        } else {
            text.append(Latex.number(size)).append(' ').append(name);
        }
        return this;
    }

    String latex() {
        return text.isEmpty() ? "0" : text.toString();
    }
}
