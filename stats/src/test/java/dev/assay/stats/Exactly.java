package dev.assay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;

/// Probabilities in a hundred decimal digits, to hold computed logarithms against.
final class Exactly {
    static final MathContext DIGITS = new MathContext(100);

    private Exactly() {}

    static BigInteger choose(int n, int k) {
        BigInteger product = BigInteger.ONE;
        for (int i = 1; i <= k; i++) {
            product = product.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
        }
        return product;
    }

    /// By the series of `exp(x / 2ᵐ)`, squared m times.
    static BigDecimal exp(double x) {
        int halvings = Math.max(0, Math.getExponent(x) + 10);
        BigDecimal small = new BigDecimal(x).divide(BigDecimal.TWO.pow(halvings), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; i <= 40; i++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < halvings; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    static double log(BigDecimal value) {
        int power = value.precision() - value.scale();
        return Math.log(value.movePointLeft(power).doubleValue()) + power * Math.log(10);
    }

    /// The logarithm of a share, with full digits also if the rest of the whole is tiny.
    static double logShare(BigDecimal part, BigDecimal rest) {
        BigDecimal whole = part.add(rest, DIGITS);
        return part.compareTo(rest) > 0
                ? Math.log1p(-rest.divide(whole, DIGITS).doubleValue())
                : log(part.divide(whole, DIGITS));
    }

    /// The logarithm of the share of what stands at k and after it.
    static double logShareFrom(int k, BigDecimal[] weights) {
        BigDecimal part = BigDecimal.ZERO;
        BigDecimal rest = BigDecimal.ZERO;
        for (int i = 0; i < weights.length; i++) {
            if (i >= k) {
                part = part.add(weights[i], DIGITS);
            } else {
                rest = rest.add(weights[i], DIGITS);
            }
        }
        return logShare(part, rest);
    }

    /// Asks for twelve significant digits.
    static void assertRight(double actual, double exact, Object... about) {
        assertThat(actual).as("%s", Arrays.toString(about)).isCloseTo(exact, within(1e-12 * Math.abs(exact)));
    }
}
