package dev.assay.livebench.algebra;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// An exact fraction, in lowest terms, its divisor above 0.
///
/// @param numerator   any
/// @param denominator at least 1
public record Rational(BigInteger numerator, BigInteger denominator) {
    /// Larger numbers are left to floating point.
    private static final int MOST_BITS = 20_000;

    /// 0.
    public static final Rational ZERO = of(0);

    /// 1.
    public static final Rational ONE = of(1);

    public Rational {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        BigInteger divisor = numerator.gcd(denominator);
        BigInteger signed = denominator.signum() < 0 ? divisor.negate() : divisor;
        numerator = numerator.divide(signed);
        denominator = denominator.divide(signed);
    }

    /// A whole number.
    public static Rational of(long value) {
        return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
    }

    /// A decimal, exactly as it is written.
    static Rational of(BigDecimal value) {
        return value.scale() > 0
                ? new Rational(value.unscaledValue(), BigInteger.TEN.pow(value.scale()))
                : new Rational(value.toBigIntegerExact(), BigInteger.ONE);
    }

    /// The sum.
    public Rational plus(Rational other) {
        return new Rational(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /// The difference.
    public Rational minus(Rational other) {
        return plus(new Rational(other.numerator.negate(), other.denominator));
    }

    /// The product.
    public Rational times(Rational other) {
        return new Rational(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    /// The quotient.
    ///
    /// @throws ArithmeticException if the other is 0
    public Rational over(Rational other) {
        return new Rational(numerator.multiply(other.denominator), denominator.multiply(other.numerator));
    }

    /// The number with its sign turned.
    public Rational negative() {
        return new Rational(numerator.negate(), denominator);
    }

    /// A whole power; nothing where it is no fraction, or one of too many digits.
    Optional<Rational> power(Rational exponent) {
        boolean whole = exponent.denominator.equals(BigInteger.ONE) && exponent.numerator.bitLength() < Integer.SIZE;
        if (!whole) {
            return Optional.empty();
        }
        int times = exponent.numerator.intValue();
        long bits = (long) Math.abs(times) * Math.max(numerator.bitLength(), denominator.bitLength());
        if (bits > MOST_BITS || (numerator.signum() == 0 && times <= 0)) {
            return Optional.empty();
        }
        BigInteger top = numerator.pow(Math.abs(times));
        BigInteger bottom = denominator.pow(Math.abs(times));
        return Optional.of(times < 0 ? new Rational(bottom, top) : new Rational(top, bottom));
    }

    /// The number without its sign.
    public Rational absolute() {
        return new Rational(numerator.abs(), denominator);
    }

    boolean isBelow(Rational other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator)) < 0;
    }

    boolean isSmall() {
        return Math.max(numerator.bitLength(), denominator.bitLength()) <= MOST_BITS;
    }

    /// About the same number in double precision.
    public double doubleValue() {
        int shift = Math.max(0, Math.max(numerator.bitLength(), denominator.bitLength()) - 1000);
        return shift == 0
                ? new BigDecimal(numerator)
                        .divide(new BigDecimal(denominator), java.math.MathContext.DECIMAL64)
                        .doubleValue()
                : numerator.shiftRight(shift).doubleValue()
                        / denominator.shiftRight(shift).doubleValue();
    }
}
