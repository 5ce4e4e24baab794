package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// A sheet that is folded, punched and unfolded again.
///
/// The sheet is a grid of cells; a fold lays half of the cells on the other half, so that each place
/// holds a list of cells of the sheet.
final class FoldedPaper implements Scene.Family {
    private static final int SIDE = 16;

    @Override
    public Optional<Scene> draw(RandomGenerator random, Difficulty difficulty) {
        int folds = Scene.size(difficulty, 2, 3, 4);
        int holes = Draws.between(random, 1, Scene.size(difficulty, 2, 3, 4));
        List<List<List<Integer>>> sheet = flat();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < folds; i++) {
            boolean across = random.nextBoolean();
            if ((across ? sheet.getFirst().size() : sheet.size()) == 1) {
                across = !across;
            }
            boolean high = random.nextBoolean();
            told.add(
                    across
                            ? (high ? "right half over the left" : "left half over the right")
                            : (high ? "upper half over the lower" : "lower half over the upper"));
            sheet = across ? acrossFolded(sheet, high) : transposed(acrossFolded(transposed(sheet), !high));
        }
        List<List<Integer>> places = sheet.stream().flatMap(List::stream).toList();
        if (holes > places.size()) {
            return Optional.empty();
        }
        List<Integer> punched =
                Draws.some(random, places, holes).stream().flatMap(List::stream).toList();
        return Optional.of(scene(random, told, holes, punched));
    }

    private static Scene scene(RandomGenerator random, List<String> told, int holes, List<Integer> punched) {
        // Without a fold of left on right the half would depend on where the holes are.
        boolean half = random.nextInt(3) == 0 && told.stream().anyMatch(fold -> fold.contains("left"));
        String question = "A square sheet of paper lies on a table. It is folded in half " + told.size()
                + " times, each time along the middle of what lies there: first the " + told.getFirst()
                + told.subList(1, told.size()).stream()
                        .map(each -> ", then the " + each)
                        .reduce("", String::concat)
                + ". Then " + Phrases.counted(holes, "small hole") + (holes == 1 ? " is" : " are")
                + " punched through all layers, apart from each other and away from edges and folds. The sheet is unfolded"
                + " completely. How many holes " + (half ? "are in its left half?" : "does it have?");
        int left = (int) punched.stream().filter(cell -> cell % SIDE < SIDE / 2).count();
        return new Scene(question, half ? left : punched.size());
    }

    private static List<List<List<Integer>>> flat() {
        List<List<List<Integer>>> rows = new ArrayList<>();
        for (int row = 0; row < SIDE; row++) {
            List<List<Integer>> cells = new ArrayList<>();
            for (int column = 0; column < SIDE; column++) {
                cells.add(List.of(SIDE * row + column));
            }
            rows.add(cells);
        }
        return rows;
    }

    /// One half of the columns laid on the other.
    ///
    /// @param right whether it is the right one that moves
    private static List<List<List<Integer>>> acrossFolded(List<List<List<Integer>>> sheet, boolean right) {
        List<List<List<Integer>>> rows = new ArrayList<>();
        for (List<List<Integer>> row : sheet) {
            int half = row.size() / 2;
            List<List<Integer>> cells = new ArrayList<>();
            for (int i = 0; i < half; i++) {
                int stays = right ? i : half + i;
                List<Integer> both = new ArrayList<>(row.get(stays));
                both.addAll(row.get(row.size() - 1 - stays));
                cells.add(both);
            }
            rows.add(cells);
        }
        return rows;
    }

    private static List<List<List<Integer>>> transposed(List<List<List<Integer>>> sheet) {
        List<List<List<Integer>>> columns = new ArrayList<>();
        for (int column = 0; column < sheet.getFirst().size(); column++) {
            int at = column;
            columns.add(new ArrayList<>(sheet.stream().map(row -> row.get(at)).toList()));
        }
        return columns;
    }
}
