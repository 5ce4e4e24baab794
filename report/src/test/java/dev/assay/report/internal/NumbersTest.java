package dev.assay.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.base.Interval;
import dev.assay.base.evidence.Measure;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.62;0.58;0.66;'';400;0.62 [0.58, 0.66] (95 %, n = 400)",
                "0.7125;0.6661;0.7548;%;400;71 % [67 %, 75 %] (95 %, n = 400)",
                "0.57;0.569;0.571;%;1000000;57.00 % [56.90 %, 57.10 %] (95 %, n = 1,000,000)",
                "22.14;21.87;22.42;'';1180;22.14 [21.87, 22.42] (95 %, n = 1,180)",
                "12345.678;12005.1;12701.2;tokens/s;9;12,346 tokens/s [12,005, 12,701] (95 %, n = 9)",
                "0.0124;-0.0187;0.0435;%;400;1.2 % [−1.9 %, 4.4 %] (95 %, n = 400)",
                "1.5;1.5;1.5;s;3;1.5 s [1.5, 1.5] (95 %, n = 3)",
            })
    void digits_follow_the_interval(double estimate, double low, double high, String unit, long n, String expected) {
        Measure measure = Measure.of("m", new Interval(estimate, low, high, 0.95, n), unit);
        assertThat(Numbers.full(measure)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "147456;147,456",
                "1638400;1,638,400",
                "0;0",
                "-0.0;0",
                "3.14159265;3.142",
                "0.1;0.1",
                "-2.5;−2.5",
                "3.2e-7;3.2 × 10⁻⁷",
                "1.2345678e18;1.235 × 10¹⁸",
                "NaN;not available",
                "Infinity;∞",
                "-Infinity;−∞",
                "999.99999;1,000",
                "4.9E-324;4.9 × 10⁻³²⁴"
            })
    void a_number_alone_is_shown_as_a_reader_would_write_it(double value, String expected) {
        assertThat(Numbers.plain(value)).isEqualTo(expected);
    }

    @Test
    void a_missing_value_is_not_available_and_not_zero() {
        assertThat(Numbers.value(Measure.of("m", Double.NaN, "%"))).isEqualTo("not available");
        Interval half = new Interval(0.4, Double.NaN, Double.NaN, 0.99, 12);
        assertThat(Numbers.full(Measure.of("m", half, "%"))).isEqualTo("40 % [not available] (99 %, n = 12)");
    }

    @Test
    void a_level_keeps_its_digits() {
        assertThat(Numbers.basis(new Interval(1, 0, 2, 0.999, 1))).isEqualTo("(99.9 %, n = 1)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"0.001;0.001", "1000;1,000", "10000;10,000", "100000;10⁵", "1e-7;10⁻⁷", "1e12;10¹²"})
    void decades_are_powers_where_digits_would_be_many(double value, String expected) {
        assertThat(Numbers.decade(value)).isEqualTo(expected);
    }

    @Property
    void what_is_shown_lies_within_a_tenth_of_the_interval_of_the_truth(
            @ForAll @DoubleRange(min = -1e9, max = 1e9) double value,
            @ForAll @DoubleRange(min = 0.01, max = 1e6) double half) {
        Interval interval = new Interval(value, value - half, value + half, 0.95, 10);
        String shown = Numbers.value(Measure.of("m", interval, ""));
        double read = Double.parseDouble(shown.replace(",", "").replace('−', '-'));
        assertThat(Math.abs(read - value)).isLessThanOrEqualTo(Math.max(interval.halfWidth() / 7, 0.5) + 1e-9);
    }

    @Property
    void every_double_has_a_text_of_moderate_length(@ForAll double value, @ForAll double other) {
        assertThat(Numbers.plain(value)).isNotBlank().hasSizeLessThan(30);
        assertThat(Numbers.datum(value)).isNotBlank().hasSizeLessThan(30);
        double low = Math.min(value, other);
        double high = Math.max(value, other);
        Interval interval = new Interval(value, low, high, 0.9, 1);
        assertThat(Numbers.full(Measure.of("m", interval, "%"))).hasSizeLessThan(140);
        assertThat(Numbers.full(Measure.of("m", interval, "nats"))).hasSizeLessThan(140);
    }
}
