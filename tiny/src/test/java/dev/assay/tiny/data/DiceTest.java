package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DiceTest {
    @Property
    void a_roll_is_within_the_sides(@ForAll long seed, @ForAll @IntRange(min = 1) int sides) {
        assertThat(Dice.of(seed, "test").roll(sides)).isBetween(0, sides - 1);
    }

    @Property
    void a_shuffle_keeps_every_item_and_is_the_same_twice(@ForAll List<Integer> items, @ForAll long seed) {
        List<Integer> shuffled = Dice.of(seed, "test").shuffled(items);

        assertThat(shuffled).containsExactlyInAnyOrderElementsOf(items);
        assertThat(Dice.of(seed, "test").shuffled(items)).isEqualTo(shuffled);
    }

    @Test
    void the_faces_come_up_equally_often() {
        Dice dice = Dice.of(1, "faces");
        int[] counts = new int[6];
        IntStream.range(0, 60_000).forEach(i -> counts[dice.roll(6)]++);

        // Standard deviation of one face: sqrt(60000 · 1/6 · 5/6) = 91.
        assertThat(Arrays.stream(counts).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(9_600, 10_400));
    }

    @Test
    void purposes_have_dice_of_their_own() {
        List<Integer> items = IntStream.range(0, 50).boxed().toList();

        assertThat(Dice.of(1, "one").shuffled(items))
                .isNotEqualTo(Dice.of(1, "two").shuffled(items))
                .isNotEqualTo(Dice.of(2, "one").shuffled(items));
    }
}
