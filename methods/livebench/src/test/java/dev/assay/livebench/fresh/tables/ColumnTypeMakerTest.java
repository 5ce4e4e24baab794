package dev.assay.livebench.fresh.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColumnTypeMakerTest {
    private static final Drawn DRAWN = new Drawn(new ColumnTypeMaker(List.of()), 150);

    private static List<String> items(Draft draft, String begin) {
        String rest = draft.prompt().substring(draft.prompt().indexOf(begin) + begin.length());
        return rest.lines()
                .takeWhile(line -> line.startsWith("- "))
                .map(line -> line.substring(2))
                .toList();
    }

    private static List<String> sample(Draft draft) {
        return items(draft, "Column sample:\n");
    }

    private static List<String> classes(Draft draft) {
        return items(draft, "Classes:\n");
    }

    private static String truth(Draft draft) {
        return draft.truth().orElseThrow().textValue();
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void the_right_class_gets_full_marks_and_every_other_none(Difficulty difficulty) {
        DRAWN.assertRight(difficulty);
        for (Draft draft : DRAWN.at(difficulty).subList(0, 20)) {
            for (String name : classes(draft)) {
                double score = name.equals(truth(draft)) ? 1 : 0;
                assertThat(DRAWN.asked(draft).reference(name)).as(name).isEqualTo(score);
                assertThat(DRAWN.asked(draft).strict(name)).as(name).isEqualTo(score);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void no_other_class_ends_in_the_right_one(Difficulty difficulty) {
        for (Draft draft : DRAWN.at(difficulty)) {
            String bare = truth(draft).replace(" ", "");
            assertThat(classes(draft))
                    .filteredOn(name -> name.replace(" ", "").endsWith(bare))
                    .containsExactly(truth(draft));
        }
    }

    /// The values that columns of each name hold in a large table of each kind.
    private static Map<String, Set<String>> held() {
        SyntheticTables synthetic = new SyntheticTables();
        Map<String, Set<String>> held = new HashMap<>();
        for (int kind = 0; kind < synthetic.kinds(); kind++) {
            SourceTable table = synthetic.draw(new SplittableRandom(-1 - kind), kind, 1000);
            for (int i = 0; i < table.header().size(); i++) {
                held.computeIfAbsent(table.header().get(i), name -> new HashSet<>())
                        .addAll(table.column(i));
            }
        }
        return held;
    }

    @Test
    void among_large_tables_no_column_of_another_class_holds_all_five_values() {
        Map<String, Set<String>> held = held();
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : DRAWN.at(difficulty)) {
                List<String> sample = sample(draft);
                assertThat(classes(draft))
                        .as(draft.prompt())
                        .allMatch(name -> name.equals(truth(draft))
                                || !held.getOrDefault(name, Set.of()).containsAll(sample));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void five_values_and_the_right_class_among_others_are_shown(Difficulty difficulty) {
        for (Draft draft : DRAWN.at(difficulty)) {
            assertThat(sample(draft)).hasSize(5);
            assertThat(classes(draft)).contains(truth(draft)).doesNotHaveDuplicates();
        }
    }

    @Test
    void the_same_seeds_give_the_same_questions() {
        DRAWN.assertDrawnAgain(new ColumnTypeMaker(List.of()));
    }

    @Test
    void harder_questions_offer_more_classes() {
        DRAWN.assertGrows(draft -> classes(draft).size());
    }

    @Test
    void many_columns_are_asked_for() {
        assertThat(DRAWN.at(Difficulty.MEDIUM).stream()
                        .map(ColumnTypeMakerTest::truth)
                        .distinct())
                .hasSizeGreaterThan(50);
    }

    @Test
    void columns_that_look_alike_are_not_asked_for() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(List.of("" + (200 + i), "" + (700 + i), "2024-03-" + (10 + i % 20), "K" + i + "x", "id" + i));
        }
        List<String> header = List.of("east", "north", "day", "code", "key");
        ColumnTypeMaker maker = new ColumnTypeMaker(List.of(new SourceTable("t", header, rows)));
        for (int seed = 0; seed < 50; seed++) {
            assertThat(maker.draw(new SplittableRandom(seed), Difficulty.MEDIUM).map(ColumnTypeMakerTest::truth))
                    .contains("day");
        }
    }

    @Test
    void a_profile_knows_what_a_column_could_hold() {
        ColumnProfile pulse = ColumnProfile.of(List.of("48", "131", ""));
        assertThat(pulse.couldHold("77")).isTrue();
        assertThat(pulse.couldHold("4")).isFalse();
        assertThat(pulse.couldHold("77.5")).isFalse();
        assertThat(pulse.couldHold("-77")).isFalse();
        ColumnProfile names = ColumnProfile.of(List.of("Ada Novak", "Ivan Berg"));
        assertThat(names.couldHold("Ada Berg")).isTrue();
        assertThat(names.couldHold("Ada Rossi")).isFalse();
        ColumnProfile codes = ColumnProfile.of(List.of("AB-12", "7F-99"));
        assertThat(codes.couldHold("ZZ-05")).isTrue();
        assertThat(codes.couldHold("2024-01-05")).isFalse();
    }
}
