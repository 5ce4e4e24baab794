package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A die that rolls over its edges; opposite faces add up to seven.
final class RollingDie implements Scene.Family {
    private static final List<String> DIRECTIONS = List.of("north", "east", "south", "west");
    private static final List<String> ASKED = List.of("on top", "at the bottom", "to the north", "to the east");

    @Override
    public Optional<Scene> draw(RandomGenerator random, Difficulty difficulty) {
        int top = Draws.between(random, 1, 6);
        List<Integer> sides = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6));
        sides.removeAll(List.of(top, 7 - top));
        int north = Draws.one(random, sides);
        sides.removeAll(List.of(north, 7 - north));
        int east = Draws.one(random, sides);
        int rolls = Scene.size(difficulty, 3, 6, 11) + random.nextInt(3);
        List<String> told = new ArrayList<>();
        Die die = new Die(top, north, east);
        for (int i = 0; i < rolls; i++) {
            String direction = Draws.one(random, DIRECTIONS);
            told.add(direction);
            die = die.rolled(direction);
        }
        String asked = Draws.one(random, ASKED);
        String question =
                "A die whose opposite faces add up to seven lies on a table. It shows " + top + " on top, " + north
                        + " to the north and " + east
                        + " to the east. It is rolled over its edges, by a quarter turn each time, to"
                        + " the " + Phrases.all(told) + ". Which number is then " + asked + "?";
        return Optional.of(new Scene(
                question,
                switch (asked) {
                    case "on top" -> die.top();
                    case "at the bottom" -> 7 - die.top();
                    case "to the north" -> die.north();
                    default -> die.east();
                }));
    }

    /// How a die lies.
    record Die(int top, int north, int east) {
        Die rolled(String direction) {
            return switch (direction) {
                case "north" -> new Die(7 - north, top, east);
                case "south" -> new Die(north, 7 - top, east);
                case "east" -> new Die(7 - east, north, top);
                default -> new Die(east, north, 7 - top);
            };
        }
    }
}
