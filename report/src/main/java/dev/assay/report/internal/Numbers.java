package dev.assay.report.internal;

import dev.assay.base.Interval;
import dev.assay.base.evidence.Measure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/// Numbers as a reader wants them: as many digits as the interval supports, thousands grouped, nothing that is only
/// machine notation.
///
/// With an interval of half width `h`, the last digit shown follows the rounding rule of the Particle Data Group
/// (Review of Particle Physics, introduction, section 5.3): from the three leading digits of `h`, 100 to 354
/// keep two digits of `h`, 355 to 999 keep one. Without an interval a whole number is shown whole and any other
/// with four significant digits.
public final class Numbers {
    /// What is shown for a number that is not there.
    public static final String ABSENT = "not available";

    private static final int PLAIN_DIGITS = 4;
    private static final int MOST_DECIMALS = 10;
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e15;
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private Numbers() {}

    /// The number alone, such as `62 %` or `1,234.5 ms`; digits follow the measure's interval.
    public static String value(Measure measure) {
        int decimals = measure.interval()
                .map(interval -> decimals(interval, percent(measure.unit())))
                .orElse(-1);
        return withUnit(measure.value(), decimals, measure.unit());
    }

    /// The interval in words: `[0.58, 0.66] (95 %, n = 400)`; [#ABSENT] where an end is not a number.
    public static String interval(Interval interval, String unit) {
        return ends(interval, unit) + " " + basis(interval);
    }

    /// The ends alone: `[0.58, 0.66]`.
    public static String ends(Interval interval, String unit) {
        if (Double.isNaN(interval.low()) || Double.isNaN(interval.high())) {
            return "[" + ABSENT + "]";
        }
        int decimals = decimals(interval, percent(unit));
        String suffix = percent(unit) ? " %" : "";
        double factor = percent(unit) ? 100 : 1;
        return "[" + scaled(interval.low(), factor, decimals) + suffix + ", "
                + scaled(interval.high(), factor, decimals) + suffix + "]";
    }

    /// What it rests on: `(95 %, n = 400)`.
    public static String basis(Interval interval) {
        return "(" + level(interval.level()) + ", n = " + count(interval.n()) + ")";
    }

    /// Value and interval together, as one line of text.
    public static String full(Measure measure) {
        return value(measure)
                + measure.interval()
                        .map(interval -> " " + interval(interval, measure.unit()))
                        .orElse("");
    }

    /// A whole number, thousands grouped.
    public static String count(long value) {
        return grouped(BigDecimal.valueOf(value), 0);
    }

    /// A number with no interval to follow.
    public static String plain(double value) {
        return number(value, -1);
    }

    /// A number on a scale of its own, with its unit.
    public static String plain(double value, String unit) {
        return withUnit(value, -1, unit);
    }

    /// A number of a plot's data: up to six significant digits.
    public static String datum(double value) {
        return finiteOr(value, finite -> shortest(finite, 6));
    }

    /// A label of an axis: exact to twelve digits, so that two ticks never carry the same label.
    public static String tick(double value) {
        return finiteOr(value, finite -> Math.abs(finite) >= 1e7 ? scientific(finite, 12) : shortest(finite, 12));
    }

    /// A label of a logarithmic axis: `0.001`, `10,000`, `10⁶`.
    public static String decade(double value) {
        double exponent = Math.rint(Math.log10(value));
        boolean whole = Math.abs(Math.log10(value) - exponent) < 1e-9;
        return whole && Math.abs(exponent) > 4 ? "10" + superscript((int) exponent) : tick(value);
    }

    private static String level(double level) {
        return BigDecimal.valueOf(level).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
    }

    private static String withUnit(double value, int decimals, String unit) {
        if (Double.isNaN(value)) {
            return ABSENT;
        }
        if (percent(unit)) {
            return scaled(value, 100, decimals) + " %";
        }
        return number(value, decimals) + (unit.isBlank() ? "" : " " + unit.strip());
    }

    private static String scaled(double value, double factor, int decimals) {
        if (!Double.isFinite(value) || factor == 1) {
            return number(value, decimals);
        }
        // multiplied in decimal: 0.57 is 57 and not 56.99999999999999
        return number(BigDecimal.valueOf(value).movePointRight(2).doubleValue(), decimals);
    }

    private static boolean percent(String unit) {
        return unit.strip().equals("%");
    }

    /// Decimals that the interval supports, or -1 where it says nothing.
    private static int decimals(Interval interval, boolean percent) {
        double half = interval.halfWidth() * (percent ? 100 : 1);
        if (!Double.isFinite(half) || half <= 0) {
            return -1;
        }
        int exponent = (int) Math.floor(Math.log10(half));
        double leading = half / Math.pow(10, exponent - 2);
        return Math.max(0, leading < 354.5 ? 1 - exponent : -exponent);
    }

    private static String number(double value, int decimals) {
        return finiteOr(value, finite -> {
            if (decimals < 0) {
                return shortest(finite, PLAIN_DIGITS);
            }
            if (Math.abs(finite) >= LARGEST_PLAIN) {
                return scientific(finite, PLAIN_DIGITS);
            }
            if (decimals > MOST_DECIMALS || (finite != 0 && Math.abs(finite) < SMALLEST_PLAIN && decimals > 5)) {
                int exponent = finite == 0 ? 0 : (int) Math.floor(Math.log10(Math.abs(finite)));
                return scientific(finite, Math.clamp(exponent + decimals + 1L, 1, 12));
            }
            return grouped(BigDecimal.valueOf(finite).setScale(decimals, RoundingMode.HALF_EVEN), decimals);
        });
    }

    private static String finiteOr(double value, java.util.function.DoubleFunction<String> format) {
        if (Double.isNaN(value)) {
            return ABSENT;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "−∞";
        }
        return format.apply(value);
    }

    private static String shortest(double value, int digits) {
        double size = Math.abs(value);
        if (size >= LARGEST_PLAIN || (size != 0 && size < SMALLEST_PLAIN)) {
            return scientific(value, digits);
        }
        if (value == Math.rint(value)) {
            return grouped(BigDecimal.valueOf(value), 0);
        }
        BigDecimal rounded =
                BigDecimal.valueOf(value).round(new MathContext(digits)).stripTrailingZeros();
        return grouped(rounded, Math.max(0, rounded.scale()));
    }

    private static String scientific(double value, int digits) {
        if (value == 0) {
            return "0";
        }
        BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(digits));
        int exponent = rounded.precision() - rounded.scale() - 1;
        BigDecimal mantissa = rounded.movePointLeft(exponent).stripTrailingZeros();
        return mantissa.toPlainString().replace('-', '−') + " × 10" + superscript(exponent);
    }

    private static String superscript(int exponent) {
        StringBuilder out = new StringBuilder(exponent < 0 ? "⁻" : "");
        Integer.toString(Math.abs(exponent)).chars().forEach(digit -> out.append(SUPERSCRIPTS.charAt(digit - '0')));
        return out.toString();
    }

    private static String grouped(BigDecimal value, int decimals) {
        String pattern = "#,##0" + (decimals > 0 ? "." + "0".repeat(decimals) : "");
        String text = new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(value);
        boolean zero = value.signum() == 0 || text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return text.startsWith("-") ? (zero ? text.substring(1) : "−" + text.substring(1)) : text;
    }
}
