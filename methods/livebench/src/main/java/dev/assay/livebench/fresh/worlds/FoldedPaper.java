package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A sheet of numbered squares that is folded, punched and unfolded again.
///
/// A fold lays half of the squares on the other half, so that each place of what then lies there holds
/// the numbers of all squares under it.
final class FoldedPaper implements Scene.Family {
    /// What is asked of the numbers of the squares that have a hole.
    private enum Asked {
        SUM("What do the numbers of all squares with a hole add up to?"),
        HIGHEST("Which is the highest number on a square with a hole?"),
        ODD("How many squares with a hole have an odd number?"),
        LEFT("How many holes are in the left half of the sheet?"),
        UPPER("How many holes are in the upper half of the sheet?");

        private final String question;

        Asked(String question) {
            this.question = question;
        }

        int answer(List<Integer> numbers, int side) {
            IntStream all = numbers.stream().mapToInt(number -> number);
            return switch (this) {
                case SUM -> all.sum();
                case HIGHEST -> all.max().orElseThrow();
                case ODD -> (int) all.filter(number -> number % 2 == 1).count();
                case LEFT ->
                    (int) all.filter(number -> (number - 1) % side < side / 2).count();
                case UPPER ->
                    (int) all.filter(number -> number <= side * side / 2).count();
            };
        }
    }

    @Override
    public Optional<Scene> draw(RandomGenerator random, Difficulty difficulty) {
        int side = Scene.size(difficulty, 4, 8, 8);
        int folds = Scene.size(difficulty, 2, 3, 4);
        int holes = Draws.between(random, 1, Scene.size(difficulty, 2, 2, 3));
        List<List<List<Integer>>> sheet = flat(side);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < folds; i++) {
            boolean across = isFoldedAcross(random, sheet);
            boolean high = random.nextBoolean();
            told.add(
                    across
                            ? (high ? "right half over the left" : "left half over the right")
                            : (high ? "upper half over the lower" : "lower half over the upper"));
            sheet = across ? acrossFolded(sheet, high) : transposed(acrossFolded(transposed(sheet), !high));
        }
        List<int[]> places = Draws.some(random, places(sheet), holes);
        return Optional.of(scene(Draws.one(random, List.of(Asked.values())), side, told, sheet, places));
    }

    private static boolean isFoldedAcross(RandomGenerator random, List<List<List<Integer>>> sheet) {
        boolean across = random.nextBoolean();
        int squares = across ? sheet.getFirst().size() : sheet.size();
        return squares == 1 ? !across : across;
    }

    private static List<int[]> places(List<List<List<Integer>>> sheet) {
        return IntStream.range(0, sheet.size())
                .boxed()
                .flatMap(row -> IntStream.range(0, sheet.getFirst().size()).mapToObj(column -> new int[] {row, column}))
                .toList();
    }

    private static Scene scene(
            Asked asked, int side, List<String> told, List<List<List<Integer>>> sheet, List<int[]> places) {
        String question = "A square sheet of paper is ruled into " + side + " by " + side
                + " squares, which are numbered row by row: 1 to " + side
                + " from left to right in the upper row, then "
                + (side + 1) + " to " + 2 * side + " in the next, and so on down to " + side * side
                + " at the lower right. It lies on a table and is folded in half " + told.size()
                + " times, each time along the middle of what lies there: first the " + told.getFirst()
                + told.subList(1, told.size()).stream()
                        .map(each -> ", then the " + each)
                        .reduce("", String::concat)
                + ". What lies there then is " + Phrases.counted(sheet.size(), "square") + " high and "
                + Phrases.counted(sheet.getFirst().size(), "square") + " wide. Through all layers a hole is punched in "
                + Phrases.all(places.stream().map(FoldedPaper::told).toList())
                + ", and the sheet is unfolded completely. " + asked.question;
        List<Integer> numbers = places.stream()
                .flatMap(place -> sheet.get(place[0]).get(place[1]).stream())
                .toList();
        return new Scene(question, asked.answer(numbers, side));
    }

    private static String told(int[] place) {
        return "the square in row " + (place[0] + 1) + " from above and column " + (place[1] + 1) + " from the left";
    }

    private static List<List<List<Integer>>> flat(int side) {
        return IntStream.range(0, side)
                .mapToObj(row -> IntStream.rangeClosed(1, side)
                        .mapToObj(column -> List.of(side * row + column))
                        .toList())
                .toList();
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
        return IntStream.range(0, sheet.getFirst().size())
                .mapToObj(column -> sheet.stream().map(row -> row.get(column)).toList())
                .toList();
    }
}
