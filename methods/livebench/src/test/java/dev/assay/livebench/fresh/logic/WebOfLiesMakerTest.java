package dev.assay.livebench.fresh.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Webs of lies read again from their English and solved by trying all ways to lie.
class WebOfLiesMakerTest {
    private static final WebOfLiesMaker THIRD = new WebOfLiesMaker(true);

    static Stream<Arguments> all() {
        return Stream.of(false, true)
                .flatMap(
                        third -> Arrays.stream(Difficulty.values()).map(difficulty -> Arguments.of(third, difficulty)));
    }

    private static List<ReadWeb> webs(boolean third, Difficulty difficulty, int seeds) {
        return Drawn.of(new WebOfLiesMaker(third), difficulty, seeds).stream()
                .map(draft -> ReadWeb.of(draft.prompt()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void who_lies_follows_from_all_ways_that_fit_what_is_said(boolean third, Difficulty difficulty) {
        Map<Difficulty, Integer> seeds =
                new EnumMap<>(Map.of(Difficulty.EASY, 300, Difficulty.MEDIUM, 200, Difficulty.HARD, 20));
        List<Draft> drafts = Drawn.of(new WebOfLiesMaker(third), difficulty, seeds.getOrDefault(difficulty, 0));
        assertThat(drafts).hasSize(seeds.getOrDefault(difficulty, 0));
        for (Draft draft : drafts) {
            assertThat(ReadWeb.of(draft.prompt()).answers()).as(draft.prompt()).isEqualTo(Drawn.truth(draft));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_answer_is_as_likely_as_every_other_and_so_is_every_pattern(boolean third, Difficulty difficulty) {
        int seeds = 1_500;
        List<String> truths = Drawn.of(new WebOfLiesMaker(third), difficulty, seeds).stream()
                .map(Drawn::truth)
                .toList();
        assertThat(truths).as("none is left out").hasSize(seeds);
        requireEven(
                truths.stream()
                        .flatMap(truth -> Arrays.stream(truth.split(", ")))
                        .toList(),
                third ? 3 : 2);
        requireEven(truths, third ? 27 : 8);
    }

    /// Counts may stray from their mean by four standard deviations, as one in 16,000 does by chance.
    private static void requireEven(List<String> values, int kinds) {
        Map<String, Long> counts =
                values.stream().collect(Collectors.groupingBy(value -> value, Collectors.counting()));
        assertThat(counts).hasSize(kinds);
        double mean = (double) values.size() / kinds;
        Offset<Double> stray = Offset.offset(4 * Math.sqrt(mean * (1 - 1.0 / kinds)));
        assertThat(counts.values())
                .allSatisfy(count -> assertThat(count.doubleValue()).isCloseTo(mean, stray));
    }

    /// Somebody asked for, as one sees them without thinking, and the right answer.
    private record Glance(boolean isLinked, int distance, long groups, int sentences, int length, String answer) {
        static Stream<Glance> of(Draft draft) {
            ReadWeb web = ReadWeb.of(draft.prompt());
            String[] answers = Drawn.truth(draft).split(", ");
            int[] distances = web.distances();
            return IntStream.range(0, answers.length).mapToObj(i -> {
                int distance = distances[web.askedPeople().get(i)];
                return new Glance(
                        distance < web.places().size(),
                        distance,
                        web.groups(),
                        web.said().size(),
                        draft.prompt().length() / 200,
                        answers[i]);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_shape_of_a_web_does_not_tell_the_answers(Difficulty difficulty) {
        List<Glance> glances =
                Drawn.of(THIRD, difficulty, 1_200).stream().flatMap(Glance::of).toList();
        List<Function<Glance, Object>> looks = List.of(
                Glance::isLinked,
                Glance::distance,
                Glance::groups,
                Glance::sentences,
                Glance::length,
                glance -> List.of(glance.isLinked(), glance.groups(), glance.length()));
        // Of 1,800 guesses by chance alone, a third is right, give or take 0.011.
        for (Function<Glance, Object> look : looks) {
            assertThat(accuracy(glances, look)).isLessThan(1 / 3.0 + 0.05);
        }
    }

    /// How often the commonest answer of those in one half that look alike is right in the other half.
    private static double accuracy(List<Glance> glances, Function<Glance, Object> look) {
        int half = glances.size() / 2;
        Map<Object, Map<String, Long>> learnt = glances.subList(0, half).stream()
                .collect(Collectors.groupingBy(look, Collectors.groupingBy(Glance::answer, Collectors.counting())));
        return glances.subList(half, glances.size()).stream()
                .mapToInt(glance -> commonest(learnt.getOrDefault(look.apply(glance), Map.of()))
                                .equals(glance.answer())
                        ? 1
                        : 0)
                .average()
                .orElseThrow();
    }

    private static String commonest(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("yes");
    }

    @ParameterizedTest
    @EnumSource
    void every_answer_comes_in_groups_with_and_without_somebody_told_outright(Difficulty difficulty) {
        Set<String> seen = Drawn.of(THIRD, difficulty, 200).stream()
                .flatMap(Glance::of)
                .map(glance -> glance.isLinked() + " " + glance.answer())
                .collect(Collectors.toSet());
        assertThat(seen).hasSize(6);
        assertThat(webs(true, difficulty, 100))
                .allSatisfy(web -> assertThat(web.groups()).isGreaterThan(1));
    }

    @ParameterizedTest
    @MethodSource("all")
    void nobody_says_a_thing_twice_and_few_are_told_outright(boolean third, Difficulty difficulty) {
        for (ReadWeb web : webs(third, difficulty, 300)) {
            assertThat(web.said().stream().map(ReadWeb.Said::text)).doesNotHaveDuplicates();
            assertThat(web.said().stream().filter(ReadWeb.Said::isOutright)).hasSizeBetween(1, 2);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void no_answer_is_told_outright_nor_one_saying_away_from_it(boolean third, Difficulty difficulty) {
        for (ReadWeb web : webs(third, difficulty, 300)) {
            int[] distances = web.distances();
            assertThat(web.askedPeople())
                    .doesNotHaveDuplicates()
                    .allSatisfy(who -> assertThat(distances[who]).isGreaterThan(1));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_right_answer_gets_full_marks_and_another_does_not(boolean third, Difficulty difficulty) {
        WebOfLiesMaker maker = new WebOfLiesMaker(third);
        for (Draft draft : Drawn.of(maker, difficulty, 100)) {
            String truth = Drawn.truth(draft);
            String wrong =
                    truth.startsWith("yes") ? truth.replaceFirst("yes", "no") : "yes, " + truth.split(", ", 2)[1];
            Drawn.checkGrades(maker, draft, third ? "<solution>" + wrong + "</solution>" : "**" + wrong + "**");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_same_seed_gives_the_same_bytes_and_other_seeds_give_other_webs(boolean third, Difficulty difficulty) {
        List<Draft> drafts = Drawn.of(new WebOfLiesMaker(third), difficulty, 200);
        assertThat(drafts.stream().map(Draft::prompt)).doesNotHaveDuplicates();
        assertThat(Drawn.of(new WebOfLiesMaker(third), difficulty, 200)).isEqualTo(drafts);
    }

    @Test
    void harder_webs_have_more_people_and_sayings() {
        for (boolean third : new boolean[] {false, true}) {
            Map<Difficulty, Double> sayings = new TreeMap<>();
            for (Difficulty difficulty : Difficulty.values()) {
                sayings.put(
                        difficulty,
                        webs(third, difficulty, 50).stream()
                                .mapToInt(web -> web.said().size())
                                .average()
                                .orElseThrow());
            }
            List<Double> means = List.copyOf(sayings.values());
            assertThat(means.get(1)).isGreaterThan(1.3 * means.get(0));
            assertThat(means.get(2)).isGreaterThan(1.3 * means.get(1));
        }
    }
}
