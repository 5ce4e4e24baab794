package dev.assay.livebench.algebra;

import java.util.Locale;
import java.util.Optional;

/// A function of one argument that formulas name.
public enum Function {
    /// Sine.
    SIN,
    /// Cosine.
    COS,
    /// Tangent.
    TAN,
    /// `1 / sin`
    CSC,
    /// `1 / cos`
    SEC,
    /// `1 / tan`
    COT,
    /// Inverse sine.
    ARCSIN,
    /// Inverse cosine.
    ARCCOS,
    /// Inverse tangent.
    ARCTAN,
    /// Hyperbolic sine.
    SINH,
    /// Hyperbolic cosine.
    COSH,
    /// Hyperbolic tangent.
    TANH,
    /// The natural logarithm, as `\log` too.
    LN,
    /// The exponential function.
    EXP;

    private static final Complex HALF_PI = Complex.of(Math.PI / 2);

    /// The function of a command's name, such as `log`.
    static Optional<Function> named(String name) {
        if (name.equals("log")) {
            return Optional.of(LN);
        }
        for (Function function : values()) {
            if (function.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }

    /// The function that undoes this one, as `\sin^{-1}` means; nothing where that is not said so.
    Optional<Function> inverse() {
        return switch (this) {
            case SIN -> Optional.of(ARCSIN);
            case COS -> Optional.of(ARCCOS);
            case TAN -> Optional.of(ARCTAN);
            case CSC, SEC, COT, ARCSIN, ARCCOS, ARCTAN, SINH, COSH, TANH, LN, EXP -> Optional.empty();
        };
    }

    Complex of(Complex x) {
        return switch (this) {
            case SIN -> x.sin();
            case COS -> x.cos();
            case TAN -> x.sin().over(x.cos());
            case CSC -> Complex.ONE.over(x.sin());
            case SEC -> Complex.ONE.over(x.cos());
            case COT -> x.cos().over(x.sin());
            case ARCSIN -> x.arcsin();
            case ARCCOS -> HALF_PI.minus(x.arcsin());
            case ARCTAN -> x.arctan();
            case SINH -> x.sinh();
            case COSH -> x.cosh();
            case TANH -> x.sinh().over(x.cosh());
            case LN -> x.log();
            case EXP -> x.exp();
        };
    }
}
