package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A regular polygon cut from corner to corner.
final class CutPolygon implements Scene.Family {
    private static final List<String> SHAPES = List.of(
            "regular pentagon",
            "regular hexagon",
            "regular heptagon",
            "regular octagon",
            "regular nonagon",
            "regular decagon");
    private static final List<String> MATERIALS =
            List.of("wood", "cardboard", "glass", "cheese", "felt", "tin", "cork");
    private static final List<String> ASKED = List.of("", "", "triangles", "quadrilaterals", "pentagons");

    @Override
    public Optional<Scene> draw(RandomGenerator random, Difficulty difficulty) {
        int corners = Draws.between(random, Scene.size(difficulty, 5, 5, 6), Scene.size(difficulty, 7, 8, 10));
        int cuts = Scene.size(difficulty, 2, 3, 4 + random.nextInt(2));
        List<String> chords = Draws.some(
                random, chords(corners), Math.min(cuts, chords(corners).size()));
        Pieces pieces = Pieces.regular(corners);
        List<Pieces.Point> places = Pieces.corners(corners);
        for (String chord : chords) {
            pieces = pieces.cut(places.get(chord.charAt(0) - 'A'), places.get(chord.charAt(1) - 'A'));
        }
        String asked = Draws.one(random, ASKED);
        String letters = "ABCDEFGHIJ".substring(0, corners);
        String question = "A flat piece of " + Draws.one(random, MATERIALS) + " has the form of a "
                + SHAPES.get(corners - 5) + " whose corners are, in order, " + letters
                + ". It is cut in straight lines "
                + Phrases.all(chords.stream()
                        .map(chord -> "from " + chord.charAt(0) + " to " + chord.charAt(1))
                        .toList())
                + ", and all parts stay where they are until the last cut is made. "
                + (asked.isEmpty() ? "How many pieces are there then?" : "How many of the pieces are " + asked + "?");
        int answer = switch (asked) {
            case "triangles" -> pieces.withSides(3);
            case "quadrilaterals" -> pieces.withSides(4);
            case "pentagons" -> pieces.withSides(5);
            default -> pieces.count();
        };
        return Optional.of(new Scene(question, answer));
    }

    private static List<String> chords(int corners) {
        List<String> all = new ArrayList<>();
        for (int a = 0; a < corners; a++) {
            for (int b = a + 2; b < corners; b++) {
                if (a > 0 || b < corners - 1) {
                    all.add("" + (char) ('A' + a) + (char) ('A' + b));
                }
            }
        }
        return all;
    }
}
