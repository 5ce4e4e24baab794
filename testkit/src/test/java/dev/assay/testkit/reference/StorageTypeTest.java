package dev.assay.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StorageTypeTest {
    /// Each pattern is decoded a second time by the format's definition, `±2^(e-15) · (1 + m/1024)`.
    @Test
    void every_half_precision_pattern_has_the_value_of_its_definition() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 10 & 31;
            int mantissa = bits & 1023;
            double magnitude = switch (exponent) {
                case 0 -> mantissa * 0x1p-24;
                case 31 -> mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                default -> Math.scalb(1 + mantissa / 1024.0, exponent - 15);
            };
            double value = bits >> 15 == 0 ? magnitude : -magnitude;
            assertThat((double) StorageType.F16.decode(bits))
                    .as("pattern %04x", bits)
                    .isEqualTo(Double.valueOf(value));
        }
    }

    /// `±2^(e-127) · (1 + m/128)`.
    @Test
    void every_brain_pattern_has_the_value_of_its_definition() {
        for (int bits = 0; bits < 1 << 16; bits++) {
            int exponent = bits >> 7 & 255;
            int mantissa = bits & 127;
            double magnitude = switch (exponent) {
                case 0 -> mantissa * 0x1p-133;
                case 255 -> mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                default -> Math.scalb(1 + mantissa / 128.0, exponent - 127);
            };
            double value = bits >> 15 == 0 ? magnitude : -magnitude;
            assertThat((double) StorageType.BF16.decode(bits))
                    .as("pattern %04x", bits)
                    .isEqualTo(Double.valueOf(value));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 3f80",
        "-2.0, c000",
        "0.1, 3dcd",
        "3.14159265, 4049",
        "1.00390625, 3f80", // halfway between 1 and 1 + 2^-7: to even
        "1.01171875, 3f82", // halfway between 1 + 2^-7 and 1 + 2^-6: to even
        "1.00390637, 3f81",
        "3.4e38, 7f80",
        "NaN, 7fc0"
    })
    void a_number_is_rounded_to_the_nearest_brain_value_ties_to_even(float value, String pattern) {
        assertThat(StorageType.BF16.encode(value)).isEqualTo(Integer.parseInt(pattern, 16));
    }

    @ParameterizedTest
    @EnumSource
    void a_stored_value_is_kept_when_stored_again(StorageType type) {
        for (int bits = 0; bits < 1 << 16; bits++) {
            float value = type.decode(bits);
            assertThat(type.rounded(value)).isEqualTo(Float.valueOf(value));
        }
    }

    @Property
    void rounding_leaves_less_than_half_a_step(@ForAll float value) {
        float brain = StorageType.BF16.rounded(value);
        if (Float.isFinite(brain) && Math.abs(value) > Float.MIN_NORMAL) {
            assertThat(Math.abs((double) brain - value)).isLessThanOrEqualTo(Math.abs((double) value) * 0x1p-8);
        }
        assertThat(StorageType.F32.rounded(value)).isEqualTo(Float.valueOf(value));
    }
}
