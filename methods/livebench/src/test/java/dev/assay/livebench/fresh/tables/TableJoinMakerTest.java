package dev.assay.livebench.fresh.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.base.Json;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TableJoinMakerTest {
    private static final int SEEDS = 100;
    private static final Pattern COMMON = Pattern.compile("At least (\\d+) rows");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Drawn DRAWN = new Drawn(new TableJoinMaker(List.of()), SEEDS);

    /// The tables as a reader of the prompt sees them: values hold no quotes but around commas.
    private record Seen(List<List<String>> a, List<List<String>> b, int common) {
        static Seen in(String prompt) {
            Matcher matcher = COMMON.matcher(prompt);
            assertThat(matcher.find()).isTrue();
            String[] parts = prompt.split("CSV Table [AB]:\n");
            return new Seen(lines(parts[1]), lines(parts[2]), Integer.parseInt(matcher.group(1)));
        }

        private static List<List<String>> lines(String text) {
            return text.strip()
                    .lines()
                    .map(line -> Arrays.stream(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                            .map(value -> number(value.replaceAll("^\"|\"$", "")))
                            .toList())
                    .toList();
        }

        private static String number(String value) {
            return NUMBER.matcher(value).matches() ? String.valueOf(Double.parseDouble(value)) : value;
        }

        /// The pairs of columns whose rows can be paired, one to one, so that as many as are common
        /// have equal values.
        Map<String, List<String>> possible() {
            Map<String, List<String>> found = new TreeMap<>();
            for (int i = 0; i < a.getFirst().size(); i++) {
                for (int j = 0; j < b.getFirst().size(); j++) {
                    if (pairs(i, j) >= common) {
                        found.computeIfAbsent(a.getFirst().get(i), name -> new ArrayList<>())
                                .add(b.getFirst().get(j));
                    }
                }
            }
            return found;
        }

        /// The largest matching of rows, by augmenting paths.
        private int pairs(int i, int j) {
            int[] partner = new int[b.size()];
            int size = 0;
            for (int row = 1; row < a.size(); row++) {
                size += augment(row, i, j, partner, new boolean[b.size()]) ? 1 : 0;
            }
            return size;
        }

        private boolean augment(int row, int i, int j, int[] partner, boolean[] visited) {
            for (int other = 1; other < b.size(); other++) {
                if (!visited[other] && a.get(row).get(i).equals(b.get(other).get(j))) {
                    visited[other] = true;
                    if (partner[other] == 0 || augment(partner[other], i, j, partner, visited)) {
                        partner[other] = row;
                        return true;
                    }
                }
            }
            return false;
        }

        /// How many rows of one table stand in the other, as far as the mapped columns go.
        long commonRows(Map<String, String> mapping) {
            return a.stream()
                    .skip(1)
                    .filter(row -> b.stream()
                            .skip(1)
                            .anyMatch(other -> mapping.entrySet().stream()
                                    .allMatch(entry -> row.get(a.getFirst().indexOf(entry.getKey()))
                                            .equals(other.get(b.getFirst().indexOf(entry.getValue()))))))
                    .count();
        }
    }

    private static Map<String, String> truth(Draft draft) {
        Map<String, String> entries = new TreeMap<>();
        Json.tree(draft.truth().orElseThrow().textValue())
                .properties()
                .forEach(entry -> entries.put(entry.getKey(), entry.getValue().textValue()));
        return entries;
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void the_right_answer_gets_full_marks_and_a_wrong_one_does_not(Difficulty difficulty) {
        DRAWN.assertRight(difficulty);
        for (Draft draft : DRAWN.at(difficulty)) {
            Map<String, String> truth = new TreeMap<>(truth(draft));
            truth.remove(truth.keySet().iterator().next());
            assertThat(DRAWN.asked(draft).reference("<solution>" + Json.line(truth) + "</solution>"))
                    .isLessThan(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Difficulty.class)
    void matching_the_rows_of_each_pair_of_columns_leaves_only_the_right_mapping(Difficulty difficulty) {
        for (Draft draft : DRAWN.at(difficulty)) {
            Seen seen = Seen.in(draft.prompt());
            Map<String, List<String>> single = new TreeMap<>();
            truth(draft).forEach((a, b) -> single.put(a, List.of(b)));
            assertThat(seen.possible()).isEqualTo(single);
            assertThat(seen.commonRows(truth(draft))).isGreaterThanOrEqualTo(seen.common());
        }
    }

    @Test
    void the_same_seeds_give_the_same_questions() {
        DRAWN.assertDrawnAgain(new TableJoinMaker(List.of()));
    }

    @Test
    void harder_tables_have_more_pairs_of_columns_to_compare() {
        DRAWN.assertGrows(draft -> {
            Seen seen = Seen.in(draft.prompt());
            return seen.a().getFirst().size() * seen.b().getFirst().size();
        });
    }

    @Test
    void some_columns_keep_their_names() {
        long kept = DRAWN.at(Difficulty.EASY).stream()
                .filter(draft -> truth(draft).entrySet().stream()
                        .anyMatch(entry -> entry.getKey().equals(entry.getValue())))
                .count();
        assertThat(kept).isBetween(50L, 90L);
    }

    @Test
    void columns_that_the_values_do_not_tell_apart_are_not_asked_for() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            rows.add(List.of("c" + i, "c" + i, "x" + i, "y" + i));
        }
        SourceTable twins = new SourceTable("twins", List.of("one", "two", "three", "four"), rows);
        TableJoinMaker ofTwins = new TableJoinMaker(List.of(twins));
        for (int seed = 0; seed < SEEDS; seed++) {
            Draft draft =
                    ofTwins.draw(new SplittableRandom(seed), Difficulty.EASY).orElseThrow();
            assertThat(truth(draft)).containsOnlyKeys("three", "four");
        }
    }

    @Test
    void a_table_with_too_few_rows_gives_no_question() {
        SourceTable small = new SourceTable("t", List.of("a", "b"), List.of(List.of("1", "2")));
        assertThat(new TableJoinMaker(List.of(small)).draw(new SplittableRandom(1), Difficulty.EASY))
                .isEmpty();
    }
}
