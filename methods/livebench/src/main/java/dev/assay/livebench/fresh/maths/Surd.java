package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;

/// A number `rational + root · √radicand`; numbers that are combined have the same radicand.
record Surd(Rational rational, Rational root, int radicand) {
    Surd plus(Surd other) {
        return new Surd(rational.plus(other.rational), root.plus(other.root), radicand);
    }

    Surd minus(Surd other) {
        return new Surd(rational.minus(other.rational), root.minus(other.root), radicand);
    }

    Surd times(Surd other) {
        Rational square = root.times(other.root).times(Rational.of(radicand));
        return new Surd(
                rational.times(other.rational).plus(square),
                rational.times(other.root).plus(root.times(other.rational)),
                radicand);
    }

    /// The quotient, with a rational divisor (`1 / (a + b√m) = (a - b√m) / (a² - m b²)`).
    Surd over(Surd other) {
        Surd conjugate = new Surd(other.rational, other.root.negative(), radicand);
        Rational norm = other.times(conjugate).rational;
        Surd product = times(conjugate);
        return new Surd(product.rational.over(norm), product.root.over(norm), radicand);
    }

    Surd half() {
        Rational two = Rational.of(2);
        return new Surd(rational.over(two), root.over(two), radicand);
    }

    boolean isZero() {
        return rational.equals(Rational.ZERO) && root.equals(Rational.ZERO);
    }

    /// Adds this number times what is written after it; only the number alone may have both parts.
    void addTo(Terms terms, String name) {
        terms.add(rational, name);
        terms.add(root, "\\sqrt{" + radicand + "}" + (name.isEmpty() ? "" : " " + name));
    }
}
