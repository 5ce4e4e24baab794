package dev.assay.livebench.fresh.logic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Puzzles solved again from their English, by trying everything.
class LogicTest {
    private static List<Draft> drafts(Maker maker, Difficulty difficulty, int seeds) {
        List<Draft> all = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            maker.draw(new SplittableRandom(seed), difficulty).ifPresent(all::add);
        }
        return all;
    }

    private static String truth(Draft draft) {
        return draft.truth().orElseThrow().asText();
    }

    // Webs of lies.

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void who_lies_follows_from_all_ways_that_fit_what_is_said(boolean third) {
        for (Difficulty difficulty : List.of(Difficulty.EASY, Difficulty.MEDIUM)) {
            List<Draft> drafts =
                    drafts(new WebOfLiesMaker(third), difficulty, difficulty == Difficulty.EASY ? 200 : 60);
            assertThat(drafts).hasSizeGreaterThan(30);
            drafts.forEach(LogicTest::requireForced);
        }
        drafts(new WebOfLiesMaker(third), Difficulty.HARD, 3).forEach(LogicTest::requireForced);
    }

    private static void requireForced(Draft draft) {
        List<String> places = Pattern.compile("\\w+ is at the (\\w+)\\.")
                .matcher(draft.prompt())
                .results()
                .map(match -> match.group(1))
                .toList();
        List<MatchResult> said = Pattern.compile(
                        "The person at the (\\w+) (?:says (?:the person at the (\\w+)|that of the persons at the (\\w+) and the (\\w+)) )?"
                                + "(tells the truth|lies|both or neither tell the truth|exactly one tells the truth)\\.")
                .matcher(draft.prompt())
                .results()
                .toList();
        List<String> asked = Pattern.compile("Does the person at the (\\w+) tell")
                .matcher(draft.prompt())
                .results()
                .map(match -> match.group(1))
                .toList();
        Map<String, Integer> number = new HashMap<>();
        places.forEach(place -> number.put(place, number.size()));
        boolean[] canBeTrue = new boolean[3];
        boolean[] canBeFalse = new boolean[3];
        for (int world = 0; world < 1 << places.size(); world++) {
            int each = world;
            if (said.stream().allMatch(match -> fits(match, number, each))) {
                for (int i = 0; i < 3; i++) {
                    boolean truthful = isTrue(each, number, asked.get(i));
                    canBeTrue[i] |= truthful;
                    canBeFalse[i] |= !truthful;
                }
            }
        }
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            assertThat(canBeTrue[i] || canBeFalse[i]).isTrue();
            words.add(canBeTrue[i] && canBeFalse[i] ? "unknown" : canBeTrue[i] ? "yes" : "no");
        }
        assertThat(truth(draft)).as(draft.prompt()).isEqualTo(String.join(", ", words));
    }

    private static boolean isTrue(int world, Map<String, Integer> number, String place) {
        assertThat(number).containsKey(place);
        return (world >> number.getOrDefault(place, 0) & 1) == 1;
    }

    private static boolean fits(MatchResult said, Map<String, Integer> number, int world) {
        boolean speaker = isTrue(world, number, said.group(1));
        String what = said.group(5);
        if (said.group(3) != null) {
            boolean alike = isTrue(world, number, said.group(3)) == isTrue(world, number, said.group(4));
            return speaker == (alike == what.startsWith("both"));
        }
        boolean claimed = what.equals("tells the truth");
        return said.group(2) == null
                ? speaker == claimed
                : speaker == (isTrue(world, number, said.group(2)) == claimed);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void no_pattern_of_answers_is_much_likelier_than_another(boolean third) {
        Map<String, Integer> counts = new TreeMap<>();
        drafts(new WebOfLiesMaker(third), Difficulty.MEDIUM, 2_000)
                .forEach(draft -> counts.merge(truth(draft), 1, Integer::sum));
        double mean = counts.values().stream().mapToInt(n -> n).average().orElseThrow();
        assertThat(counts).hasSize(third ? 27 : 8);
        assertThat(counts.values())
                .allSatisfy(count -> assertThat((double) count).isBetween(mean / 2, mean * 1.6));
    }

    // Zebras.

    @Test
    void clues_leave_one_way_and_the_answers_are_its() {
        for (Difficulty difficulty : Difficulty.values()) {
            List<Draft> drafts = drafts(new ZebraMaker(), difficulty, difficulty == Difficulty.HARD ? 2 : 30);
            assertThat(drafts).hasSizeGreaterThan(difficulty == Difficulty.HARD ? 0 : 20);
            for (Draft draft : drafts) {
                Puzzle puzzle = Puzzle.of(draft.prompt());
                List<Map<String, Integer>> solutions = puzzle.solutions();
                assertThat(solutions).as(draft.prompt()).hasSize(1);
                assertThat(truth(draft)).isEqualTo(String.join(", ", puzzle.answers(solutions.getFirst())));
                assertThat(draft.fields().get("level")).isNotNull();
            }
        }
    }

    @Test
    void no_clue_is_there_in_vain() {
        for (Draft draft : drafts(new ZebraMaker(), Difficulty.MEDIUM, 12)) {
            Puzzle puzzle = Puzzle.of(draft.prompt());
            for (String clue : puzzle.clues()) {
                List<String> fewer = new ArrayList<>(puzzle.clues());
                fewer.remove(clue);
                assertThat(new Puzzle(puzzle.prompt(), puzzle.categories(), fewer).solutions())
                        .as(clue)
                        .hasSizeGreaterThan(1);
            }
        }
    }

    @Test
    void harder_zebras_have_more_to_find_out_and_the_same_seed_gives_the_same() {
        int before = 0;
        for (Difficulty difficulty : Difficulty.values()) {
            List<Draft> drafts = drafts(new ZebraMaker(), difficulty, 10);
            int values = drafts.stream()
                            .mapToInt(draft -> Puzzle.of(draft.prompt()).categories().values().stream()
                                    .mapToInt(List::size)
                                    .sum())
                            .sum()
                    / drafts.size();
            assertThat(values).isGreaterThan(before);
            before = values;
            assertThat(drafts(new ZebraMaker(), difficulty, 10)).isEqualTo(drafts);
            Set<String> different = new HashSet<>();
            drafts.forEach(draft -> different.add(draft.prompt()));
            assertThat(different).hasSameSizeAs(drafts);
        }
    }

    /// A puzzle as it is read, and solved category by category with whatever clues can be tested then.
    private record Puzzle(String prompt, Map<String, List<String>> categories, List<String> clues) {
        static Puzzle of(String prompt) {
            Map<String, List<String>> categories = new LinkedHashMap<>();
            List<String> clues = new ArrayList<>();
            boolean known = false;
            for (String line : prompt.lines().toList()) {
                known |= line.startsWith("This is known");
                if (line.startsWith("- ") && !known) {
                    String[] parts = line.substring(2).split(": ");
                    categories.put(parts[0], List.of(parts[1].split(", ")));
                } else if (line.startsWith("- ")) {
                    clues.add(line.substring(2));
                }
            }
            return new Puzzle(prompt, categories, clues);
        }

        List<String> values() {
            return categories.values().stream().flatMap(List::stream).toList();
        }

        /// The values that a text is about, in its order.
        List<String> mentioned(String text) {
            Map<Integer, String> places = new TreeMap<>();
            for (String value : values()) {
                Matcher matcher =
                        Pattern.compile("(?<![\\w-])" + value + "(?![\\w-])").matcher(text);
                while (matcher.find()) {
                    places.put(matcher.start(), value);
                }
            }
            return List.copyOf(places.values());
        }

        List<Map<String, Integer>> solutions() {
            List<Map<String, Integer>> found = List.of(Map.of());
            for (List<String> category : categories.values()) {
                List<Map<String, Integer>> next = new ArrayList<>();
                for (Map<String, Integer> before : found) {
                    permute(new ArrayList<>(category), 0, order -> {
                        Map<String, Integer> at = new HashMap<>(before);
                        for (int i = 0; i < order.size(); i++) {
                            at.put(order.get(i), i + 1);
                        }
                        boolean fits = clues.stream()
                                .filter(clue -> mentionedCached(clue).stream().anyMatch(category::contains))
                                .filter(clue -> at.keySet().containsAll(mentionedCached(clue)))
                                .allMatch(clue -> holds(clue, at, category.size()));
                        if (fits) {
                            next.add(at);
                        }
                    });
                }
                found = next;
            }
            return found;
        }

        private static final Map<String, List<String>> CACHE = new HashMap<>();

        private List<String> mentionedCached(String clue) {
            return CACHE.computeIfAbsent(clue, this::mentioned);
        }

        private boolean holds(String clue, Map<String, Integer> at, int people) {
            List<Integer> p = mentionedCached(clue).stream()
                    .map(value -> at.getOrDefault(value, 0))
                    .toList();
            int a = p.getFirst();
            if (clue.endsWith("on the far left or on the far right")) {
                return a == 1 || a == people;
            }
            if (p.size() == 1) {
                return clue.endsWith("far left")
                        ? a == 1
                        : clue.endsWith("far right")
                                ? a == people
                                : clue.endsWith("an even position") ? a % 2 == 0 : a % 2 == 1;
            }
            int b = p.get(1);
            if (p.size() == 3) {
                int c = p.get(2);
                return clue.contains("between") ? (a - b) * (a - c) < 0 : (a == b) ^ (a == c);
            }
            return clue.contains("somewhere to the left")
                    ? a < b
                    : clue.contains("somewhere to the right")
                            ? a > b
                            : clue.contains("not anywhere to the left")
                                    ? a >= b
                                    : clue.contains("not anywhere to the right")
                                            ? a <= b
                                            : clue.contains("immediately to the left")
                                                    ? a + 1 == b
                                                    : clue.contains("immediately to the right")
                                                            ? a - 1 == b
                                                            : clue.contains("either side")
                                                                    ? Math.abs(a - b) == 1
                                                                    : clue.contains("both even or both odd")
                                                                            ? (a + b) % 2 == 0
                                                                            : clue.contains(
                                                                                            "one is even and one is odd")
                                                                                    ? (a + b) % 2 == 1
                                                                                    : clue.contains(
                                                                                                    " is not the person")
                                                                                            ? a != b
                                                                                            : a == b;
        }

        List<String> answers(Map<String, Integer> solution) {
            List<String> answers = new ArrayList<>();
            for (String line :
                    prompt.lines().filter(each -> each.matches("\\d\\. .*")).toList()) {
                List<String> about = mentioned(line);
                int position = solution.getOrDefault(about.getLast(), 0);
                Matcher which = Pattern.compile("Which (\\w+) belongs").matcher(line);
                answers.add(
                        which.find()
                                ? categories.getOrDefault(which.group(1), List.of()).stream()
                                        .filter(value -> solution.getOrDefault(value, 0) == position)
                                        .findFirst()
                                        .orElseThrow()
                                : Integer.toString(position));
            }
            return answers;
        }

        private static void permute(List<String> order, int from, Consumer<List<String>> each) {
            if (from == order.size()) {
                each.accept(order);
            }
            for (int i = from; i < order.size(); i++) {
                Collections.swap(order, from, i);
                permute(order, from + 1, each);
                Collections.swap(order, from, i);
            }
        }
    }
}
