package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draws;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A block that is painted, sawn into small cubes, and counted.
final class PaintedBlock implements Scene.Family {
    private static final List<String> FACES = List.of("top", "bottom", "front", "back", "left", "right");
    private static final List<String> COLOURS = List.of("red", "blue", "green", "yellow", "white", "black");

    @Override
    public Optional<Scene> draw(RandomGenerator random, Difficulty difficulty) {
        int low = Scene.size(difficulty, 2, 3, 3);
        int high = Scene.size(difficulty, 5, 6, 8);
        int[] size = {
            Draws.between(random, low, high), Draws.between(random, low, high), Draws.between(random, low, high)
        };
        int painted = difficulty == Difficulty.EASY ? 6 : Draws.between(random, 2, 6);
        List<String> faces = FACES.stream()
                .filter(Draws.some(random, FACES, painted)::contains)
                .toList();
        int wanted = random.nextInt(4);
        String question = "A block of wood is " + size[0] + " cm wide, " + size[1] + " cm deep and " + size[2]
                + " cm high. " + (painted == 6 ? "All of its faces are" : "Its " + Phrases.all(faces) + " faces are")
                + " painted " + Draws.one(random, COLOURS)
                + (painted == 6 ? "" : ", the others are left bare")
                + ". Then it is sawn into cubes with sides of 1 cm. How many of these cubes have "
                + (wanted == 0 ? "no painted face?" : "exactly " + Phrases.counted(wanted, "painted face") + "?");
        return Optional.of(new Scene(question, count(size, faces, wanted)));
    }

    private static int count(int[] size, List<String> faces, int wanted) {
        int count = 0;
        for (int x = 0; x < size[0]; x++) {
            for (int y = 0; y < size[1]; y++) {
                for (int z = 0; z < size[2]; z++) {
                    int painted = 0;
                    for (String face : faces) {
                        painted += isAt(face, size, x, y, z) ? 1 : 0;
                    }
                    count += painted == wanted ? 1 : 0;
                }
            }
        }
        return count;
    }

    private static boolean isAt(String face, int[] size, int x, int y, int z) {
        return switch (face) {
            case "left" -> x == 0;
            case "right" -> x == size[0] - 1;
            case "front" -> y == 0;
            case "back" -> y == size[1] - 1;
            case "bottom" -> z == 0;
            default -> z == size[2] - 1;
        };
    }
}
