package dev.assay.livebench.fresh.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// All orders of the houses, tried against the clues as they read.
class HouseTraversalMakerTest {
    @Test
    void clues_leave_one_order_of_houses_and_the_walk_leads_past_the_named() {
        for (Difficulty difficulty : Difficulty.values()) {
            for (Draft draft : Drafts.of(new HouseTraversalMaker(), difficulty, Drafts.SEEDS)) {
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
                assertThat(Drafts.truth(draft)).isEqualTo(String.join(",", walked(prompt, orders.getFirst())));
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
}
