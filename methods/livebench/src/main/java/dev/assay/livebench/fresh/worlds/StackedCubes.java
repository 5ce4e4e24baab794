package dev.assay.livebench.fresh.worlds;

import dev.assay.livebench.fresh.Difficulty;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Cubes that are stacked on a grid.
final class StackedCubes implements Scene.Family {
    @Override
    public Optional<Scene> draw(RandomGenerator random, Difficulty difficulty) {
        int side = Scene.size(difficulty, 2, 3, 4);
        int most = Scene.size(difficulty, 5, 5, 6);
        List<int[]> heights = new ArrayList<>();
        for (int row = 0; row < side; row++) {
            heights.add(
                    IntStream.range(0, side).map(i -> random.nextInt(most + 1)).toArray());
        }
        String rows = heights.stream()
                .map(row -> IntStream.of(row).mapToObj(Integer::toString).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" / "));
        String start = "Cubes of equal size are stacked on the squares of a grid of " + side + " by " + side
                + ". The numbers of cubes on the squares, row by row from the back to the front and from left to right, are "
                + rows + ". ";
        return Optional.of(
                switch (random.nextInt(3)) {
                    case 0 ->
                        new Scene(
                                start
                                        + "How many squares does one see from straight in front, where towers hide what is"
                                        + " behind them?",
                                front(heights));
                    case 1 ->
                        new Scene(
                                start
                                        + "The whole is painted from all sides and from above, also between the towers, but"
                                        + " not from below. How many faces of cubes get paint?",
                                surface(heights));
                    default ->
                        new Scene(
                                start
                                        + "How many cubes are missing to a solid block on the whole grid that is as high as"
                                        + " the highest tower?",
                                missing(heights));
                });
    }

    private static int front(List<int[]> heights) {
        return IntStream.range(0, heights.size())
                .map(column ->
                        heights.stream().mapToInt(row -> row[column]).max().orElse(0))
                .sum();
    }

    private static int missing(List<int[]> heights) {
        int highest = heights.stream().flatMapToInt(IntStream::of).max().orElse(0);
        int cubes = heights.stream().flatMapToInt(IntStream::of).sum();
        return highest * heights.size() * heights.size() - cubes;
    }

    private static int surface(List<int[]> heights) {
        int faces = 0;
        for (int row = 0; row < heights.size(); row++) {
            for (int column = 0; column < heights.size(); column++) {
                int own = heights.get(row)[column];
                faces += own > 0 ? 1 : 0;
                faces += Math.max(0, own - at(heights, row - 1, column));
                faces += Math.max(0, own - at(heights, row + 1, column));
                faces += Math.max(0, own - at(heights, row, column - 1));
                faces += Math.max(0, own - at(heights, row, column + 1));
            }
        }
        return faces;
    }

    private static int at(List<int[]> heights, int row, int column) {
        boolean inside = row >= 0 && row < heights.size() && column >= 0 && column < heights.size();
        return inside ? heights.get(row)[column] : 0;
    }
}
