package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A round cake cut from hour to hour, as on the face of a clock.
final class CutCake implements Scene.Family {
    private static final List<String> ROUND =
            List.of("cake", "pizza", "tart", "flat bread", "omelette", "pie", "quiche");

    @Override
    public Optional<Scene> draw(RandomGenerator random, Difficulty difficulty) {
        int cuts = Scene.size(difficulty, 3, 5, 7) + random.nextInt(2);
        List<int[]> chords = new ArrayList<>();
        while (chords.size() < cuts) {
            int a = random.nextInt(12);
            int b = random.nextInt(12);
            boolean known =
                    chords.stream().anyMatch(each -> (each[0] == a && each[1] == b) || (each[0] == b && each[1] == a));
            if (a != b && !known) {
                chords.add(new int[] {a, b});
            }
        }
        String food = Draws.one(random, ROUND);
        String question =
                "A round " + food + " lies on a table, and the hours of a clock are marked on its rim. It is cut in"
                        + " straight lines "
                        + Phrases.all(chords.stream()
                                .map(chord -> "from " + hour(chord[0]) + " to " + hour(chord[1]))
                                .toList())
                        + ", without moving any part. How many pieces are there then?";
        return Optional.of(new Scene(question, pieces(chords)));
    }

    private static int hour(int place) {
        return place == 0 ? 12 : place;
    }

    /// A polygon with many more corners than hours is cut as a disc is: between two hours lies some rim.
    private static int pieces(List<int[]> chords) {
        List<Pieces.Point> rim = Pieces.corners(48);
        Pieces pieces = Pieces.regular(48);
        for (int[] chord : chords) {
            pieces = pieces.cut(rim.get(4 * chord[0]), rim.get(4 * chord[1]));
        }
        return pieces.count();
    }
}
