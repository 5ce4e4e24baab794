package dev.assay.livebench.fresh.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.base.Json;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.time.YearMonth;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConsecutiveEventsMakerTest {
    private static final Drawn DRAWN = new Drawn(new ConsecutiveEventsMaker(), 150);
    private static final Pattern LEAST = Pattern.compile("for whom it is (\\d+) or more");
    /// A user, a month with or without a day, and a number, whatever stands between them.
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\D*(\\d{3})\\D+(\\d{4}-\\d{2})(?:-\\d{2})?\\D+(\\d+)\\D*$");

    private static Map<Integer, Map<YearMonth, Integer>> totals(Draft draft) {
        Map<Integer, Map<YearMonth, Integer>> totals = new TreeMap<>();
        Matcher row = ROW.matcher(draft.prompt().substring(draft.prompt().indexOf("Table (")));
        while (row.find()) {
            totals.computeIfAbsent(Integer.valueOf(row.group(1)), user -> new TreeMap<>())
                    .merge(YearMonth.parse(row.group(2)), Integer.valueOf(row.group(3)), Integer::sum);
        }
        return totals;
    }

    /// The greatest length of which some stretch of months, tried one by one, grows all the way.
    private static int longest(Map<YearMonth, Integer> totals) {
        int length = 0;
        while (true) {
            int tried = length + 1;
            if (totals.keySet().stream().noneMatch(start -> grows(totals, start, tried))) {
                return length;
            }
            length = tried;
        }
    }

    private static boolean grows(Map<YearMonth, Integer> totals, YearMonth start, int length) {
        for (int i = 0; i < length; i++) {
            int before = totals.getOrDefault(start.plusMonths(i), Integer.MAX_VALUE);
            if (before >= totals.getOrDefault(start.plusMonths(i + 1L), Integer.MIN_VALUE)) {
                return false;
            }
        }
        return true;
    }

    private static Map<Integer, Integer> truth(Draft draft) {
        Map<Integer, Integer> truth = new TreeMap<>();
        for (JsonNode row : draft.truth().orElseThrow()) {
            truth.put(
                    row.get("user_id").intValue(),
                    row.get("max_consecutive_growth_months").intValue());
        }
        return truth;
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void the_right_answer_gets_full_marks_and_a_number_too_high_does_not(Difficulty difficulty) {
        DRAWN.assertRight(difficulty);
        for (Draft draft : DRAWN.at(difficulty)) {
            String right = draft.truth().orElseThrow().toString();
            String wrong = right.replaceFirst("months\":(\\d)", "months\":1$1");
            assertThat(wrong).isNotEqualTo(right);
            assertThat(DRAWN.asked(draft).reference("<solution>" + wrong + "</solution>"))
                    .isLessThan(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void trying_all_stretches_of_the_printed_rows_gives_the_truth(Difficulty difficulty) {
        for (Draft draft : DRAWN.at(difficulty)) {
            Matcher least = LEAST.matcher(draft.prompt());
            assertThat(least.find()).isTrue();
            Map<Integer, Integer> found = new TreeMap<>();
            totals(draft).forEach((user, months) -> found.put(user, longest(months)));
            found.values().removeIf(growth -> growth < Integer.parseInt(least.group(1)));
            assertThat(truth(draft)).as(draft.prompt()).isEqualTo(found).isNotEmpty();
        }
    }

    @Test
    void the_same_seeds_give_the_same_questions() {
        DRAWN.assertDrawnAgain(new ConsecutiveEventsMaker());
    }

    @Test
    void harder_tables_have_more_rows() {
        DRAWN.assertGrows(draft -> ROW.matcher(draft.prompt()).results().count());
    }

    @Test
    void months_are_missing_in_all_but_easy_tables() {
        assertThat(DRAWN.at(Difficulty.EASY)).noneMatch(ConsecutiveEventsMakerTest::hasGap);
        assertThat(DRAWN.at(Difficulty.MEDIUM)).anyMatch(ConsecutiveEventsMakerTest::hasGap);
        assertThat(DRAWN.at(Difficulty.HARD)).anyMatch(ConsecutiveEventsMakerTest::hasGap);
    }

    private static boolean hasGap(Draft draft) {
        return totals(draft).values().stream()
                .anyMatch(months -> months.keySet().stream()
                        .anyMatch(month ->
                                !months.containsKey(month.plusMonths(1)) && months.containsKey(month.plusMonths(2))));
    }

    @Test
    void growth_runs_across_a_new_year_and_ends_at_equals_and_gaps() {
        assertThat(growth("2023-11", 1, "2023-12", 2, "2024-01", 3)).isEqualTo(2);
        assertThat(growth("2023-11", 1, "2023-12", 1, "2024-01", 3)).isEqualTo(1);
        assertThat(growth("2023-11", 1, "2024-01", 3, "2024-02", 2)).isZero();
        assertThat(growth("2023-11", 9, "2023-12", 8, "2024-01", 7)).isZero();
    }

    private static int growth(String first, int one, String second, int two, String third, int three) {
        return new MonthlySeries(
                        1,
                        Map.of(
                                YearMonth.parse(first),
                                one,
                                YearMonth.parse(second),
                                two,
                                YearMonth.parse(third),
                                three))
                .longestGrowth();
    }

    @Test
    void the_answer_is_json() {
        Draft draft = DRAWN.at(Difficulty.EASY).getFirst();
        String right = draft.right();
        String tagged =
                right.substring(right.indexOf("<solution>") + "<solution>".length(), right.indexOf("</solution>"));
        assertThat(Json.tree(tagged)).isEqualTo(draft.truth().orElseThrow());
    }
}
