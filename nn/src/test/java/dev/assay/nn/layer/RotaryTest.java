package dev.assay.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.nn.Doubles;
import dev.assay.tensor.Scope;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

class RotaryTest {
    private static final int DIM = 8;

    private static Rotary table() {
        return Rotary.of(Rotary.frequencies(DIM, 10_000), 1, 128).like(Doubles.random(0, 1));
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] turned(Rotary table, Tensor x, int position) {
        return Doubles.values(table.range(position, 1).turn(x));
    }

    @Property(tries = 30)
    void turning_keeps_the_length(@ForAll long seed, @ForAll @IntRange(max = 127) int position) {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.random(seed, 1, 1, 1, DIM);
            double[] y = turned(table(), x, position);
            assertThat(dot(y, y)).isCloseTo(dot(Doubles.values(x), Doubles.values(x)), within(1e-5));
        }
    }

    @Property(tries = 30)
    void scores_depend_on_the_distance_of_positions_only(
            @ForAll long seed,
            @ForAll @IntRange(max = 40) int query,
            @ForAll @IntRange(max = 40) int key,
            @ForAll @IntRange(max = 80) int shift) {
        try (var scope = Scope.open()) {
            Rotary table = table();
            Tensor q = Doubles.random(seed, 1, 1, 1, DIM);
            Tensor k = Doubles.random(seed + 1, 1, 1, 1, DIM);
            double here = dot(turned(table, q, query), turned(table, k, key));
            double there = dot(turned(table, q, query + shift), turned(table, k, key + shift));
            assertThat(there).isCloseTo(here, within(1e-4));
        }
    }

    @Test
    void each_pair_turns_by_its_own_angle() {
        try (var scope = Scope.open()) {
            double[] x = Doubles.values(Doubles.random(3, DIM));
            double[] expected = new double[DIM];
            int position = 7;
            for (int i = 0; i < DIM / 2; i++) {
                double angle = position * Math.pow(10_000, -2.0 * i / DIM);
                double a = x[i];
                double b = x[i + DIM / 2];
                expected[i] = a * Math.cos(angle) - b * Math.sin(angle);
                expected[i + DIM / 2] = b * Math.cos(angle) + a * Math.sin(angle);
            }
            assertThat(turned(table(), Doubles.of(x, 1, 1, 1, DIM), position)).containsExactly(expected, within(1e-6));
        }
    }

    @Test
    void magnitude_scales_every_number() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.random(3, 1, 1, 1, DIM);
            double[] doubled =
                    turned(Rotary.of(Rotary.frequencies(DIM, 100), 2, 9).like(x), x, 5);
            double[] once = turned(Rotary.of(Rotary.frequencies(DIM, 100), 1, 9).like(x), x, 5);
            for (int i = 0; i < DIM; i++) {
                assertThat(doubled[i]).isCloseTo(2 * once[i], within(1e-6));
            }
        }
    }

    @Test
    void positions_may_be_given_one_by_one_and_per_row() {
        try (var scope = Scope.open()) {
            Tensor x = Doubles.random(4, 2, 3, 1, DIM);
            Tensor ranged = table().range(4, 3).turn(x);
            assertThat(table().at(torch.tensor(new long[] {4, 5, 6})).turn(x).equal(ranged))
                    .isTrue();
            Tensor perRow = torch.tensor(new long[] {4, 5, 6, 0, 1, 2}).view(2, 3);
            Tensor y = table().at(perRow).turn(x);
            assertThat(y.select(0, 0).equal(ranged.select(0, 0))).isTrue();
            assertThat(y.select(0, 1).equal(table().range(0, 3).turn(x).select(0, 1)))
                    .isTrue();
        }
    }
}
