package dev.assay.tiny.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CrossedFourTest {
    @Property
    void each_item_is_in_one_pair_at_most_and_every_pair_fits(
            @ForAll @IntRange(min = 0, max = 60) int items,
            @ForAll @IntRange(min = 0, max = 40) int most,
            @ForAll @IntRange(min = 1, max = 10) int reach) {
        List<Integer> numbers = IntStream.range(0, items).boxed().toList();

        List<CrossedFour<Integer>> fours = CrossedFour.pair(numbers, most, reach, (a, b) -> a % 3 != b % 3);

        assertThat(fours).hasSizeLessThanOrEqualTo(most);
        assertThat(fours).allMatch(four -> four.one() % 3 != four.other() % 3);
        assertThat(fours.stream().flatMap(four -> Stream.of(four.one(), four.other())))
                .doesNotHaveDuplicates();
    }
}
