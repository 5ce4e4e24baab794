package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.Function;
import dev.assay.livebench.algebra.Rational;

/// A function of `a x` that can be integrated as often as one likes.
enum Wave {
    /// `e^(a x)`
    EXP,
    /// `sin(a x)`
    SIN,
    /// `cos(a x)`
    COS;

    /// The antiderivative of that order, without constants.
    Formula integrated(int order, long rate) {
        Formula angle = Tidy.product(Formula.of(rate), Tidy.X);
        Rational scale = Rational.ONE;
        for (int i = 0; i < order; i++) {
            scale = scale.over(Rational.of(rate));
        }
        return switch (this) {
            case EXP -> Tidy.product(Tidy.number(scale), Tidy.exp(angle));
            // The sine is the third derivative of the cosine.
            case SIN -> cosine(Math.floorMod(3 - order, 4), scale, angle);
            case COS -> cosine(Math.floorMod(-order, 4), scale, angle);
        };
    }

    /// The cosine's derivative of an order below 4: cos, -sin, -cos, sin.
    private static Formula cosine(int order, Rational scale, Formula angle) {
        Rational signed = order == 1 || order == 2 ? scale.negative() : scale;
        return Tidy.product(Tidy.number(signed), Tidy.call(order % 2 == 0 ? Function.COS : Function.SIN, angle));
    }
}
