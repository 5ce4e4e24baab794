package dev.assay.livebench.fresh.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Maker;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.Graders;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Questions on small worlds, solved again from their English alone.
class WorldsTest {
    private static final int SEEDS = 150;

    private static Stream<Maker> makers() {
        return Stream.of(
                new SpatialMaker(),
                new HouseTraversalMaker(),
                new NavigationMaker(),
                new TheoryOfMindMaker(),
                new SudokuMaker());
    }

    private static Optional<Draft> draw(Maker maker, int seed, Difficulty difficulty) {
        return maker.draw(new SplittableRandom(seed), difficulty);
    }

    private static List<Draft> drafts(Maker maker, Difficulty difficulty, int seeds) {
        List<Draft> all = new ArrayList<>();
        for (int seed = 0; seed < seeds; seed++) {
            draw(maker, seed, difficulty).ifPresent(all::add);
        }
        return all;
    }

    private static double score(Maker maker, Draft draft, String answer, Mode mode) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        draft.truth().ifPresent(truth -> all.set("ground_truth", truth));
        Question question = new Question(
                "q",
                maker.kind().category(),
                maker.kind().task(),
                maker.kind().subtask(),
                List.of(draft.prompt()),
                Optional.of("2026-11-26"),
                Optional.empty(),
                all);
        Grade grade = new Graders(Sandbox.none()).of(question).orElseThrow().grade(question, answer, mode);
        return grade instanceof Grade.Scored(double score, String why) ? score : Double.NaN;
    }

    @ParameterizedTest
    @MethodSource("makers")
    void the_right_answer_has_full_marks_and_another_questions_has_not(Maker maker) {
        for (Difficulty difficulty : Difficulty.values()) {
            List<Draft> drafts = drafts(maker, difficulty, 20);
            assertThat(drafts).hasSizeGreaterThan(5);
            for (Draft draft : drafts) {
                for (Mode mode : Mode.values()) {
                    assertThat(score(maker, draft, draft.right(), mode))
                            .as(draft.prompt())
                            .isEqualTo(1);
                    assertThat(score(maker, draft, "I do not know. **none**", mode))
                            .isZero();
                    drafts.stream()
                            .filter(other -> !other.truth().equals(draft.truth()))
                            .forEach(other -> assertThat(score(maker, draft, other.right(), mode))
                                    .as(draft.truth() + " and " + other.truth())
                                    .isZero());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("makers")
    void the_same_numbers_give_the_same_question_and_others_another(Maker maker) {
        Set<String> prompts = new HashSet<>();
        List<Draft> drafts = drafts(maker, Difficulty.MEDIUM, 60);
        assertThat(drafts(maker, Difficulty.MEDIUM, 60)).isEqualTo(drafts);
        drafts.forEach(draft -> prompts.add(draft.prompt()));
        assertThat(prompts).hasSizeGreaterThan(drafts.size() * 9 / 10);
    }

    @ParameterizedTest
    @MethodSource("makers")
    void harder_questions_tell_more_or_give_less(Maker maker) {
        double easy = size(maker, Difficulty.EASY);
        double medium = size(maker, Difficulty.MEDIUM);
        double hard = size(maker, Difficulty.HARD);
        assertThat(medium).isGreaterThan(easy);
        assertThat(hard).isGreaterThan(medium);
    }

    /// Empty cells of a sudoku; the length of what is told otherwise.
    private static double size(Maker maker, Difficulty difficulty) {
        return drafts(maker, difficulty, 100).stream()
                .mapToLong(draft -> maker instanceof SudokuMaker
                        ? square(draft.prompt()).chars().filter(c -> c == '.').count()
                        : draft.prompt().length())
                .average()
                .orElseThrow();
    }

    private static String text(Draft draft) {
        return draft.truth().orElseThrow().asText();
    }

    // Sudoku: where a digit can go, not what a cell can hold.

    private static String square(String prompt) {
        Matcher rows = Pattern.compile("(?m)^[1-9.]{9}$").matcher(prompt);
        StringBuilder all = new StringBuilder();
        while (rows.find()) {
            all.append(rows.group());
        }
        return all.toString();
    }

    private static List<String> solved(char[] cells, int most) {
        List<Integer> fewest = null;
        char digit = '0';
        for (char d = '1'; d <= '9'; d++) {
            for (int row = 0; row < 9; row++) {
                List<Integer> places = places(cells, row, d);
                if (places != null && (fewest == null || places.size() < fewest.size())) {
                    fewest = places;
                    digit = d;
                }
            }
        }
        if (fewest == null) {
            return List.of(new String(cells));
        }
        List<String> all = new ArrayList<>();
        for (int place : fewest) {
            cells[place] = digit;
            all.addAll(solved(cells, most - all.size()));
            cells[place] = '.';
            if (all.size() >= most) {
                break;
            }
        }
        return all;
    }

    /// Cells of a row for a digit that it lacks; null where it has it.
    private static @Nullable List<Integer> places(char[] cells, int row, char digit) {
        List<Integer> places = new ArrayList<>();
        for (int column = 0; column < 9; column++) {
            if (cells[9 * row + column] == digit) {
                return null;
            }
            boolean free = cells[9 * row + column] == '.';
            for (int i = 0; i < 9; i++) {
                free &= cells[9 * i + column] != digit;
                free &= cells[9 * (row / 3 * 3 + i / 3) + column / 3 * 3 + i % 3] != digit;
            }
            if (free) {
                places.add(9 * row + column);
            }
        }
        return places;
    }

    @Test
    void a_sudoku_has_one_solution() {
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : drafts(new SudokuMaker(), difficulty, 10)) {
                assertThat(solved(square(draft.prompt()).toCharArray(), 2)).containsExactly(text(draft));
            }
        }
    }

    // Theory of mind: of all moves those that each of the chain saw.

    @Test
    void beliefs_are_what_the_last_move_was_that_all_saw() {
        Pattern event = Pattern.compile("(\\w+) (leaves|comes back into|moves|puts) the [^.]*?(?:into the (\\w+ \\w+))?"
                + "(?: while all look on)?\\.");
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : drafts(new TheoryOfMindMaker(), difficulty, SEEDS)) {
                String story = draft.prompt().substring(0, draft.prompt().indexOf("\n\n"));
                String question = draft.prompt().substring(draft.prompt().indexOf("At the end"));
                List<String> chain = new ArrayList<>();
                Matcher asked =
                        Pattern.compile("(?:does|that) ([A-Z]\\w+) think").matcher(question);
                while (asked.find()) {
                    chain.add(asked.group(1));
                }
                String first = story.substring(0, story.indexOf(" are in the "));
                Set<String> there = new HashSet<>(List.of(first.split(", | and ")));
                String believed = "";
                String real = "";
                for (MatchResult each : event.matcher(story).results().toList()) {
                    if (each.group(2).equals("leaves")) {
                        there.remove(each.group(1));
                    } else if (each.group(2).startsWith("comes")) {
                        there.add(each.group(1));
                    } else {
                        assertThat(there).contains(each.group(1));
                        real = each.group(3).replace(' ', '_');
                        believed = there.containsAll(chain) ? real : believed;
                    }
                }
                assertThat(chain).hasSize(chainLength(difficulty));
                assertThat(text(draft)).as(draft.prompt()).isEqualTo(believed).isNotEqualTo(real);
            }
        }
    }

    private static int chainLength(Difficulty difficulty) {
        return List.of(Difficulty.values()).indexOf(difficulty) + 1;
    }

    // Houses: all orders, tried against the clues as they read.

    @Test
    void clues_leave_one_order_of_houses_and_the_walk_leads_past_the_named() {
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : drafts(new HouseTraversalMaker(), difficulty, 30)) {
                String prompt = draft.prompt();
                Matcher named =
                        Pattern.compile("In each lives one of (.*?)\\.\n").matcher(prompt);
                assertThat(named.find()).isTrue();
                List<String> people = List.of(named.group(1).split(", | and "));
                List<String> clues =
                        prompt.lines().filter(line -> line.startsWith("- ")).toList();
                List<List<String>> orders = new ArrayList<>();
                permute(new ArrayList<>(people), 0, order -> {
                    if (clues.stream().allMatch(clue -> holds(clue, order))) {
                        orders.add(List.copyOf(order));
                    }
                });
                assertThat(orders).as(prompt).hasSize(1);
                assertThat(text(draft)).isEqualTo(String.join(",", walked(prompt, orders.getFirst())));
            }
        }
    }

    private static List<String> walked(String prompt, List<String> order) {
        Matcher start = Pattern.compile("begins at house (\\d)").matcher(prompt);
        assertThat(start.find()).isTrue();
        int at = Integer.parseInt(start.group(1));
        List<String> met = new ArrayList<>(List.of(order.get(at - 1)));
        Matcher steps = Pattern.compile("(\\d) houses? to the (east|west)").matcher(prompt);
        while (steps.find()) {
            at += (steps.group(2).equals("east") ? 1 : -1) * Integer.parseInt(steps.group(1));
            met.add(order.get(at - 1));
        }
        return met;
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

    private static boolean holds(String clue, List<String> order) {
        List<Integer> houses = Pattern.compile("[A-Z]\\w+")
                .matcher(clue.replace("Between", ""))
                .results()
                .map(name -> order.indexOf(name.group()) + 1)
                .toList();
        int a = houses.getFirst();
        int b = houses.getLast();
        int apart = Math.abs(a - b);
        boolean end = a == 1 || a == order.size();
        if (clue.contains("Between")) {
            Matcher number = Pattern.compile("there (?:is|are) (no|\\d)").matcher(clue);
            assertThat(number.find()).isTrue();
            return apart - 1 == (number.group(1).equals("no") ? 0 : Integer.parseInt(number.group(1)));
        }
        return clue.contains("west of")
                ? a < b
                : clue.contains("east of")
                        ? a > b
                        : clue.contains("are next-door")
                                ? apart == 1
                                : clue.contains("are not next-door")
                                        ? apart != 1
                                        : clue.contains("odd")
                                                ? a % 2 == 1
                                                : clue.contains("even")
                                                        ? a % 2 == 0
                                                        : clue.contains("does not live at an end")
                                                                ? !end
                                                                : clue.contains("one end") && end;
    }

    // Navigation: read and carried out.

    @Test
    void walks_end_where_they_end_when_they_are_carried_out() {
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : drafts(new NavigationMaker(), difficulty, SEEDS)) {
                Map<String, Boolean> on = new HashMap<>();
                int[] place = {0, 0};
                int heading = 0;
                for (String line : draft.prompt().lines().toList()) {
                    if (line.startsWith("- ")) {
                        String[] words =
                                line.substring(2).toLowerCase(Locale.ROOT).split(" ");
                        assertThat(on).doesNotContainKey(words[0]);
                        on.put(words[0], signal(line, on));
                    } else if (line.matches("\\d+\\. .*") && applies(line, on)) {
                        heading = walked(line, place, heading);
                    }
                }
                assertThat(draft.truth().orElseThrow().toString())
                        .as(draft.prompt())
                        .isEqualTo("[" + place[0] + "," + place[1] + "]");
            }
        }
    }

    private static boolean signal(String line, Map<String, Boolean> on) {
        if (!line.contains("exactly if")) {
            return line.endsWith(" on.");
        }
        String rule = line.substring(line.indexOf("exactly if"));
        List<Boolean> values = on.entrySet().stream()
                .filter(entry -> rule.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        long count = values.stream().filter(value -> value).count();
        if (values.size() == 1) {
            return (count == 1) == rule.endsWith("is on.");
        }
        return rule.contains("both on")
                ? count == 2
                : rule.contains("at least one") ? count > 0 : rule.contains("the other off") ? count == 1 : count == 0;
    }

    private static boolean applies(String line, Map<String, Boolean> on) {
        Matcher one = Pattern.compile("If (\\w+) is (on|off), ").matcher(line);
        if (one.find()) {
            return isOn(on, one.group(1)) == one.group(2).equals("on");
        }
        Matcher either =
                Pattern.compile("If (\\w+) is on or (\\w+) is off, or both, ").matcher(line);
        if (either.find()) {
            return isOn(on, either.group(1)) || !isOn(on, either.group(2));
        }
        Matcher alike = Pattern.compile("If (\\w+) and (\\w+) are alike, ").matcher(line);
        return !alike.find() || isOn(on, alike.group(1)) == isOn(on, alike.group(2));
    }

    private static boolean isOn(Map<String, Boolean> on, String name) {
        assertThat(on).containsKey(name);
        return on.getOrDefault(name, false);
    }

    /// Walks, and gives the new heading in quarter turns clockwise from north.
    private static int walked(String line, int[] place, int before) {
        if (line.contains("change x and y")) {
            int x = place[0];
            place[0] = place[1];
            place[1] = x;
            return before;
        }
        Matcher steps = Pattern.compile("(\\d+) steps? (forward|backward)").matcher(line);
        assertThat(steps.find()).isTrue();
        int turn =
                line.contains("turn left") ? 3 : line.contains("turn right") ? 1 : line.contains("turn around") ? 2 : 0;
        int heading = (before + turn) % 4;
        int length = Integer.parseInt(steps.group(1)) * (steps.group(2).equals("forward") ? 1 : -1);
        place[0] += heading == 1 ? length : heading == 3 ? -length : 0;
        place[1] += heading == 0 ? length : heading == 2 ? -length : 0;
        return heading;
    }
}
