package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// A polynomial in one variable.
///
/// @param coefficients that of `x^i` at place `i`; the last is not 0
record Polynomial(List<Rational> coefficients) {
    Polynomial {
        int size = coefficients.size();
        while (size > 0 && coefficients.get(size - 1).equals(Rational.ZERO)) {
            size--;
        }
        coefficients = List.copyOf(coefficients.subList(0, size));
    }

    /// Of whole coefficients, that of `x^0` first.
    static Polynomial of(long... coefficients) {
        return new Polynomial(LongStream.of(coefficients).mapToObj(Rational::of).toList());
    }

    int degree() {
        return coefficients.size() - 1;
    }

    Rational leading() {
        return coefficients.getLast();
    }

    Rational coefficient(int power) {
        return power < coefficients.size() ? coefficients.get(power) : Rational.ZERO;
    }

    Polynomial plus(Polynomial other) {
        List<Rational> sum = new ArrayList<>();
        for (int i = 0; i < Math.max(coefficients.size(), other.coefficients.size()); i++) {
            sum.add(coefficient(i).plus(other.coefficient(i)));
        }
        return new Polynomial(sum);
    }

    Polynomial times(Polynomial other) {
        List<Rational> product = new ArrayList<>();
        for (int power = 0; power <= degree() + other.degree(); power++) {
            Rational sum = Rational.ZERO;
            for (int i = 0; i <= power; i++) {
                sum = sum.plus(coefficient(i).times(other.coefficient(power - i)));
            }
            product.add(sum);
        }
        return new Polynomial(product);
    }

    Polynomial derivative() {
        List<Rational> derivative = new ArrayList<>();
        for (int i = 1; i <= degree(); i++) {
            derivative.add(coefficients.get(i).times(Rational.of(i)));
        }
        return new Polynomial(derivative);
    }

    /// The value at a point, by Horner's rule.
    Rational at(Rational x) {
        Rational value = Rational.ZERO;
        for (Rational coefficient : coefficients.reversed()) {
            value = value.times(x).plus(coefficient);
        }
        return value;
    }

    /// The coefficients, where all are whole.
    List<BigInteger> whole() {
        return coefficients.stream().map(Rational::numerator).toList();
    }

    /// Such as `3 x^{2}-x+\frac{1}{2}`.
    String latex(String variable) {
        Terms terms = new Terms();
        for (int power = degree(); power >= 0; power--) {
            String name = switch (power) {
                case 0 -> "";
                case 1 -> variable;
                default -> variable + "^{" + power + "}";
            };
            terms.add(coefficient(power), name);
        }
        return terms.latex();
    }
}
