package dev.assay.livebench.fresh.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColumnTypeMakerTest {
    private static final Drawn DRAWN = new Drawn(new ColumnTypeMaker(List.of()), 150);
    private static final Map<String, Set<String>> HELD = held();
    private static final Pattern DAY =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T.*)?|\\d\\d[./]\\d\\d[./]\\d{4}|\\d\\d/\\d{4}");

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
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : DRAWN.at(difficulty)) {
                List<String> sample = sample(draft);
                assertThat(classes(draft))
                        .as(draft.prompt())
                        .allMatch(name -> name.equals(truth(draft))
                                || !HELD.getOrDefault(name, Set.of()).containsAll(sample));
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

    /// How many of five values a class could have by another measure than the maker's: numbers that lie
    /// between its least and its most, days in any spelling, words that it has somewhere.
    private static long alike(List<String> sample, Set<String> held) {
        List<Double> numbers =
                held.stream().flatMap(value -> number(value).stream()).toList();
        boolean days = held.stream().anyMatch(value -> DAY.matcher(value).matches());
        Set<String> words = held.stream().flatMap(ColumnTypeMakerTest::words).collect(Collectors.toSet());
        return sample.stream()
                .filter(value -> number(value)
                        .map(x -> numbers.stream().anyMatch(y -> y <= x)
                                && numbers.stream().anyMatch(y -> y >= x))
                        .orElseGet(() -> (days && DAY.matcher(value).matches())
                                || words(value).anyMatch(words::contains)))
                .count();
    }

    /// Those of a text that has no digits and is no address.
    private static Stream<String> words(String text) {
        return text.matches("[^\\d@]+") ? Stream.of(text.split("[^\\p{L}]+")) : Stream.empty();
    }

    private static Optional<Double> number(String value) {
        return value.matches("-?\\d+(\\.\\d+)?") ? Optional.of(Double.valueOf(value)) : Optional.empty();
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void no_other_class_has_values_like_most_of_the_five(Difficulty difficulty) {
        for (Draft draft : DRAWN.at(difficulty)) {
            assertThat(classes(draft))
                    .as(draft.prompt())
                    .allMatch(name ->
                            name.equals(truth(draft)) || alike(sample(draft), HELD.getOrDefault(name, Set.of())) <= 2);
        }
    }

    private static boolean couldHold(List<String> column, String... others) {
        ColumnProfile profile = ColumnProfile.of(column);
        ColumnProfile other = ColumnProfile.of(List.of(others));
        return Stream.of(others).allMatch(value -> profile.couldHold(value, other));
    }

    @Test
    void a_number_fits_by_its_size_and_not_by_its_decimals() {
        List<String> pulses = List.of("48", "131", "");
        assertThat(couldHold(pulses, "77")).isTrue();
        assertThat(couldHold(pulses, "4210", "4")).isTrue();
        assertThat(couldHold(pulses, "42100")).isFalse();
        assertThat(couldHold(List.of("1987", "2004"), "198")).isFalse();
        assertThat(couldHold(List.of("1987", "2004"), "20045")).isFalse();
        assertThat(couldHold(pulses, "77.5")).isTrue();
        assertThat(couldHold(pulses, "-77")).isFalse();
        assertThat(couldHold(List.of("12.50", "8.95"), "10.375")).isTrue();
        assertThat(couldHold(List.of("12.50", "8.95"), "10", "7.375")).isTrue();
    }

    @Test
    void words_fit_where_one_of_them_stands_or_new_ones_are_to_be_expected() {
        List<String> names = List.of("Ada Novak", "Ivan Berg", "Ada Berg", "Ivan Novak");
        assertThat(couldHold(names, "Dr Berg")).isTrue();
        assertThat(couldHold(names, "Rosa Rossi")).isFalse();
        List<String> remarks = List.of("came late", "left without paying", "asked twice");
        assertThat(couldHold(remarks, "Rosa Rossi")).isTrue();
        assertThat(couldHold(remarks, "yes", "no", "yes", "no")).isFalse();
        assertThat(couldHold(remarks, "early", "late", "early", "late")).isTrue();
    }

    @Test
    void days_and_codes_fit_in_any_spelling() {
        List<String> days = List.of("2024-01-05", "2024-02-29");
        assertThat(couldHold(days, "05.01.2024", "1/5/24", "01/2024", "2024-01-05T07:30", "5 March 2024"))
                .isTrue();
        assertThat(couldHold(days, "07:30")).isFalse();
        assertThat(couldHold(List.of("2024-01-05 07:30"), "08:15")).isTrue();
        List<String> codes = List.of("AB-12", "7F-99");
        assertThat(couldHold(codes, "99/1204-A", "4711088")).isTrue();
        assertThat(couldHold(codes, "2024-01-05")).isFalse();
        assertThat(couldHold(codes, "ada@firm.example")).isFalse();
    }

    @Test
    void the_kind_of_a_long_value_is_found_in_a_time_that_grows_with_its_length() {
        int length = 1_000_000;
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (String part : List.of("a", "a ", "@", ":", "1:", "jan ")) {
                String value = part.repeat(length / part.length());
                assertThat(ValueKind.of(value + "1")).isNotEmpty();
                assertThat(ValueKind.of(value + " /")).isNotEmpty();
            }
        });
    }

    @Test
    void a_column_of_days_beside_another_in_another_spelling_is_not_asked_for() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            rows.add(List.of("2024-03-" + (10 + i % 20), (10 + i % 20) + ".07.2024", i % 2 == 0 ? "yes" : "no"));
        }
        ColumnTypeMaker maker =
                new ColumnTypeMaker(List.of(new SourceTable("t", List.of("ordered", "paid", "gift"), rows)));
        for (int seed = 0; seed < 50; seed++) {
            assertThat(maker.draw(new SplittableRandom(seed), Difficulty.MEDIUM).map(ColumnTypeMakerTest::truth))
                    .contains("gift");
        }
    }
}
