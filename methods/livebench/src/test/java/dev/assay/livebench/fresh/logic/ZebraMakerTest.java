package dev.assay.livebench.fresh.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Zebra puzzles read again from their English and solved by trying everything.
class ZebraMakerTest {
    private static final ZebraMaker MAKER = new ZebraMaker();
    private static final int SEEDS = 120;

    @ParameterizedTest
    @EnumSource
    void the_text_alone_leaves_one_line_and_it_answers_the_questions(Difficulty difficulty) {
        for (Draft draft : Drawn.of(MAKER, difficulty, SEEDS)) {
            ReadZebra read = new ReadZebra(draft.prompt());
            List<int[]> solutions = read.solutions();
            assertThat(solutions).as(draft.prompt()).hasSize(1);
            assertThat(read.answers(solutions.getFirst())).as(draft.prompt()).isEqualTo(Drawn.truth(draft));
        }
    }

    @ParameterizedTest
    @EnumSource
    void without_any_one_clue_there_is_another_line(Difficulty difficulty) {
        for (Draft draft : Drawn.of(MAKER, difficulty, 40)) {
            ReadZebra read = new ReadZebra(draft.prompt());
            for (int clue = 0; clue < read.clues(); clue++) {
                assertThat(read.solutionsWithout(clue)).as(draft.prompt()).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_clue_alone_answers_a_question(Difficulty difficulty) {
        for (Draft draft : Drawn.of(MAKER, difficulty, SEEDS)) {
            ReadZebra read = new ReadZebra(draft.prompt());
            String[] truth = Drawn.truth(draft).split(", ");
            for (int clue = 0; clue < read.clues(); clue++) {
                for (int question = 0; question < truth.length; question++) {
                    assertThat(read.isOpenAfter(clue, question, truth[question]))
                            .as(draft.prompt())
                            .isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_right_answers_get_full_marks_and_others_do_not(Difficulty difficulty) {
        List<Draft> drafts = Drawn.of(MAKER, difficulty, SEEDS);
        assertThat(drafts).hasSizeGreaterThan(SEEDS * 9 / 10);
        for (Draft draft : drafts) {
            List<String> values = new ArrayList<>(List.of(Drawn.truth(draft).split(", ")));
            assertThat(values).hasSize(4);
            values.set(1, "nobody");
            Drawn.checkGrades(MAKER, draft, "<solution>" + String.join(", ", values) + "</solution>");
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_same_seed_gives_the_same_bytes_and_other_seeds_give_other_puzzles(Difficulty difficulty) {
        Set<String> prompts = Drawn.of(new ZebraMaker(), difficulty, 300).stream()
                .map(Draft::prompt)
                .collect(Collectors.toSet());
        assertThat(prompts).hasSizeGreaterThan(280);
        assertThat(Drawn.of(MAKER, difficulty, 20)).isEqualTo(Drawn.of(new ZebraMaker(), difficulty, 20));
    }

    @Test
    void four_different_things_are_asked() {
        for (Draft draft : Drawn.of(MAKER, Difficulty.EASY, SEEDS)) {
            assertThat(new ReadZebra(draft.prompt()).questions()).hasSize(4).doesNotHaveDuplicates();
        }
    }

    @Test
    void sizes_go_from_two_people_with_three_values_to_five_with_five() {
        Map<Difficulty, Set<String>> sizes = new TreeMap<>();
        for (Difficulty difficulty : Difficulty.values()) {
            sizes.put(
                    difficulty,
                    Drawn.of(MAKER, difficulty, 40).stream()
                            .map(draft -> new ReadZebra(draft.prompt()))
                            .map(read -> read.people() + "x" + read.values().size() / read.people())
                            .collect(Collectors.toSet()));
        }
        assertThat(sizes)
                .isEqualTo(Map.of(
                        Difficulty.EASY, Set.of("2x3", "2x4", "3x3"),
                        Difficulty.MEDIUM, Set.of("3x4", "3x5", "4x4"),
                        Difficulty.HARD, Set.of("4x5", "5x4", "5x5")));
    }

    @Test
    void harder_puzzles_have_more_values_and_clues_and_take_more_tries() {
        List<double[]> means = new ArrayList<>();
        for (Difficulty difficulty : Difficulty.values()) {
            List<double[]> measured = Drawn.of(MAKER, difficulty, 60).stream()
                    .map(draft -> measured(new ReadZebra(draft.prompt())))
                    .toList();
            means.add(new double[] {mean(measured, 0), mean(measured, 1), mean(measured, 2)});
        }
        for (int measure = 0; measure < 3; measure++) {
            assertThat(means.get(1)[measure]).isGreaterThan(1.3 * means.get(0)[measure]);
            assertThat(means.get(2)[measure]).isGreaterThan(1.3 * means.get(1)[measure]);
        }
    }

    private static double[] measured(ReadZebra read) {
        read.solutions();
        return new double[] {read.values().size(), read.clues(), Math.log(read.tried())};
    }

    private static double mean(List<double[]> rows, int column) {
        return rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
    }

    @Test
    void every_kind_of_clue_comes_at_its_levels_and_only_there() {
        Set<ClueKind> seen = EnumSet.noneOf(ClueKind.class);
        for (int level = 8; level <= 20; level++) {
            Set<ClueKind> kinds = kinds(level);
            assertThat(ClueKind.of(level)).as("level " + level).containsAll(kinds);
            seen.addAll(kinds);
        }
        assertThat(seen).containsExactlyInAnyOrder(ClueKind.values());
        assertThat(ClueKind.of(20)).doesNotContain(ClueKind.FAR_LEFT, ClueKind.IMMEDIATELY_LEFT, ClueKind.NOT_SAME);
        assertThat(ClueKind.of(8)).doesNotContain(ClueKind.BETWEEN, ClueKind.EITHER_SAME, ClueKind.EITHER_DIFFERENT);
    }

    private static Set<ClueKind> kinds(int level) {
        Set<ClueKind> kinds = EnumSet.noneOf(ClueKind.class);
        for (int seed = 0; seed < 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Lineup lineup = new Lineup(5, 4);
            new Clues(lineup, lineup.places(random), ClueKind.of(level))
                    .draw(random)
                    .ifPresent(clues -> clues.forEach(clue -> kinds.add(clue.kind())));
        }
        return kinds;
    }

    @Test
    void no_value_stands_twice_or_is_a_part_of_another_of_its_attribute() {
        Set<String> all = new HashSet<>();
        for (Attribute attribute : Attribute.all()) {
            assertThat(attribute.values()).hasSizeGreaterThan(12);
            assertThat(attribute.clause()).contains("{}");
            for (String value : attribute.values()) {
                assertThat(all.add(value)).as(value).isTrue();
                assertThat(attribute.values().stream().filter(other -> other.contains(value)))
                        .containsExactly(value);
            }
        }
        assertThat(Attribute.all()).hasSizeGreaterThan(15);
    }
}
