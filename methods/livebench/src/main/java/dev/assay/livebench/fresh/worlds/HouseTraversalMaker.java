package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Makes rows of houses whose owners are told by clues, and a walk past them; asks whom one meets.
///
/// Clues are added until one order of the owners is left of all that there are, then those are dropped
/// that are not needed. There are four, five or six houses, and walks of two to four steps that come to
/// no house twice.
public final class HouseTraversalMaker implements Maker {
    private record Clue(String text, Predicate<List<String>> holds) {}

    @Override
    public Kind kind() {
        return Kind.of("reasoning", "house_traversal");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        int houses = switch (difficulty) {
            case EASY -> 4;
            case MEDIUM -> 5;
            case HARD -> 6;
        };
        List<String> owners = Draws.some(random, Names.ALL, houses);
        Optional<List<Clue>> clues = clues(random, owners);
        Walk walk = Walk.draw(random, houses, houses - 1);
        return clues.map(some -> draft(random, owners, some, walk));
    }

    private static Draft draft(RandomGenerator random, List<String> owners, List<Clue> clues, Walk walk) {
        List<String> met = walk.houses().stream().map(owners::get).toList();
        List<String> named = owners.stream().sorted().toList();
        String prompt = "Along a street that runs from west to east stand " + owners.size()
                + " houses, numbered from 1 in the west to " + owners.size() + " in the east. In each lives one of "
                + Phrases.all(named) + ".\n"
                + Draws.shuffled(random, clues).stream()
                        .map(clue -> "- " + clue.text())
                        .collect(Collectors.joining("\n"))
                + "\n\nA postman begins at house " + (walk.houses().getFirst() + 1) + ". " + walk.text()
                + " Who lives in the houses at which the postman begins and stops? Think step by step. Then give their"
                + " names in the order of the walk, separated by commas, in **bold**, such as **Paul, Mary**, and make"
                + " nothing else bold. If you are not sure, guess.";
        return Draft.of(
                prompt,
                String.join(",", met),
                "The clues leave one order of the houses.\n\n**" + String.join(", ", met) + "**");
    }

    /// A walk that stops at different houses.
    ///
    /// @param houses from 0, the first is where it begins
    /// @param text   what it says
    private record Walk(List<Integer> houses, String text) {
        static Walk draw(RandomGenerator random, int count, int stops) {
            List<Integer> houses =
                    Draws.some(random, IntStream.range(0, count).boxed().toList(), stops);
            StringBuilder text = new StringBuilder();
            for (int i = 1; i < stops; i++) {
                int steps = houses.get(i) - houses.get(i - 1);
                text.append(i == 1 ? "Then the postman goes " : i == stops - 1 ? ", and at last " : ", then ")
                        .append(Phrases.counted(Math.abs(steps), "house"))
                        .append(steps > 0 ? " to the east" : " to the west");
            }
            return new Walk(houses, text.append('.').toString());
        }
    }

    private static Optional<List<Clue>> clues(RandomGenerator random, List<String> owners) {
        List<List<String>> orders = orders(owners);
        List<List<String>> left = orders;
        List<Clue> clues = new ArrayList<>();
        for (int tries = 0; left.size() > 1 && tries < 60; tries++) {
            Clue clue = clue(random, owners);
            List<List<String>> fewer = left.stream().filter(clue.holds()).toList();
            if (fewer.size() < left.size()) {
                clues.add(clue);
                left = fewer;
            }
        }
        if (left.size() > 1) {
            return Optional.empty();
        }
        for (Clue clue : List.copyOf(clues)) {
            List<Clue> others = new ArrayList<>(clues);
            others.remove(clue);
            if (orders.stream()
                            .filter(order -> others.stream()
                                    .allMatch(each -> each.holds().test(order)))
                            .count()
                    == 1) {
                clues.remove(clue);
            }
        }
        return Optional.of(clues);
    }

    /// A clue that holds of an order.
    private static Clue clue(RandomGenerator random, List<String> owners) {
        List<String> pair = Draws.some(random, owners, 2);
        String a = pair.getFirst();
        String b = pair.getLast();
        int from = owners.indexOf(a);
        int to = owners.indexOf(b);
        return switch (random.nextInt(5)) {
            case 0 ->
                from < to
                        ? new Clue(
                                a + " lives somewhere west of " + b + ".", order -> order.indexOf(a) < order.indexOf(b))
                        : new Clue(
                                a + " lives somewhere east of " + b + ".",
                                order -> order.indexOf(a) > order.indexOf(b));
            case 1 ->
                Math.abs(from - to) == 1
                        ? new Clue(
                                a + " and " + b + " are next-door neighbours.",
                                order -> Math.abs(order.indexOf(a) - order.indexOf(b)) == 1)
                        : new Clue(
                                a + " and " + b + " are not next-door neighbours.",
                                order -> Math.abs(order.indexOf(a) - order.indexOf(b)) != 1);
            case 2 ->
                from % 2 == 0
                        ? new Clue(a + " lives in a house with an odd number.", order -> order.indexOf(a) % 2 == 0)
                        : new Clue(a + " lives in a house with an even number.", order -> order.indexOf(a) % 2 == 1);
            case 3 -> {
                int between = Math.abs(from - to) - 1;
                yield new Clue(
                        "Between the houses of " + a + " and " + b + " there " + (between == 1 ? "is " : "are ")
                                + (between == 0 ? "no houses" : Phrases.counted(between, "house")) + ".",
                        order -> Math.abs(order.indexOf(a) - order.indexOf(b)) - 1 == between);
            }
            default ->
                from == 0 || from == owners.size() - 1
                        ? new Clue(
                                a + " lives at one end of the street.",
                                order -> order.indexOf(a) == 0 || order.indexOf(a) == order.size() - 1)
                        : new Clue(
                                a + " does not live at an end of the street.",
                                order -> order.indexOf(a) > 0 && order.indexOf(a) < order.size() - 1);
        };
    }

    private static List<List<String>> orders(List<String> owners) {
        if (owners.isEmpty()) {
            return List.of(List.of());
        }
        List<List<String>> all = new ArrayList<>();
        for (String first : owners) {
            List<String> others = new ArrayList<>(owners);
            others.remove(first);
            for (List<String> rest : orders(others)) {
                List<String> order = new ArrayList<>(List.of(first));
                order.addAll(rest);
                all.add(order);
            }
        }
        return all;
    }
}
