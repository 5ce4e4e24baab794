package dev.assay.livebench.fresh.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Scenes counted again in another way, from their English.
class ScenesTest {
    @Test
    void even_easy_questions_seldom_come_again() {
        Set<String> asked = new HashSet<>();
        SpatialMaker maker = new SpatialMaker();
        for (int seed = 0; seed < 1000; seed++) {
            maker.draw(new SplittableRandom(seed), Difficulty.EASY).ifPresent(draft -> asked.add(draft.prompt()));
        }
        assertThat(asked).hasSizeGreaterThan(900);
    }

    private static void each(Scene.Family family, ToIntFunction<String> counted) {
        for (Difficulty difficulty : Difficulty.values()) {
            for (int seed = 0; seed < 150; seed++) {
                family.draw(new SplittableRandom(seed), difficulty)
                        .ifPresent(scene -> assertThat(scene.answer())
                                .as(scene.question())
                                .isEqualTo(counted.applyAsInt(scene.question())));
            }
        }
    }

    private static List<MatchResult> all(String regex, String text) {
        return Pattern.compile(regex).matcher(text).results().toList();
    }

    private static int number(String regex, String text) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    @Test
    void pieces_of_a_polygon_are_the_faces_of_its_graph() {
        each(new CutPolygon(), question -> {
            Matcher order = Pattern.compile("in order, ([A-J]+)\\.").matcher(question);
            assertThat(order.find()).isTrue();
            String letters = order.group(1);
            List<int[]> chords = all("from ([A-J]) to ([A-J])", question).stream()
                    .map(chord -> new int[] {letters.indexOf(chord.group(1)), letters.indexOf(chord.group(2))})
                    .toList();
            PlaneGraph graph = PlaneGraph.ofCuts(letters.length(), chords);
            List<Integer> sides = graph.sides();
            assertThat(sides).hasSize(graph.facesByEuler());
            int wanted = question.endsWith("triangles?")
                    ? 3
                    : question.endsWith("quadrilaterals?") ? 4 : question.endsWith("pentagons?") ? 5 : 0;
            return (int)
                    sides.stream().filter(each -> wanted == 0 || each == wanted).count();
        });
    }

    @Test
    void pieces_of_a_cake_follow_eulers_formula() {
        each(new CutCake(), question -> {
            List<int[]> chords = all("from (\\d+) to (\\d+)", question).stream()
                    .map(chord ->
                            new int[] {Integer.parseInt(chord.group(1)) % 12, Integer.parseInt(chord.group(2)) % 12})
                    .toList();
            // A cut along two neighbouring hours takes a piece of rim off too, so the rim is not the cut.
            PlaneGraph inside = PlaneGraph.ofCuts(12, chords);
            Set<Set<Integer>> neighbours = new HashSet<>();
            chords.stream()
                    .filter(chord ->
                            Math.floorMod(chord[0] - chord[1], 12) == 1 || Math.floorMod(chord[1] - chord[0], 12) == 1)
                    .forEach(chord -> neighbours.add(Set.of(chord[0], chord[1])));
            return inside.facesByEuler() + neighbours.size();
        });
    }

    @Test
    void painted_cubes_are_coefficients_of_a_product() {
        each(new PaintedBlock(), question -> {
            int[] size = {
                number("(\\d+) cm wide", question),
                number("(\\d+) cm deep", question),
                number("(\\d+) cm high", question)
            };
            String painted = question.contains("All of its faces")
                    ? "left right front back top bottom"
                    : question.substring(question.indexOf("Its "), question.indexOf("faces are painted"));
            List<List<String>> axes =
                    List.of(List.of("left", "right"), List.of("front", "back"), List.of("top", "bottom"));
            int[] product = {1, 0, 0, 0, 0, 0, 0};
            for (int axis = 0; axis < 3; axis++) {
                int ends = (int) axes.get(axis).stream()
                        .filter(face -> painted.matches("(?s).*\\b" + face + "\\b.*"))
                        .count();
                int[] next = new int[7];
                for (int power = 0; power < 7; power++) {
                    if (size[axis] == 1) {
                        add(next, power + ends, product[power]);
                    } else {
                        add(next, power, (size[axis] - ends) * product[power]);
                        add(next, power + 1, ends * product[power]);
                    }
                }
                product = next;
            }
            return product[question.contains("no painted") ? 0 : number("exactly (\\d)", question)];
        });
    }

    private static void add(int[] to, int power, int value) {
        if (power < to.length) {
            to[power] += value;
        }
    }

    @Test
    void squares_with_a_hole_are_those_that_come_to_lie_under_the_punch() {
        each(new FoldedPaper(), question -> {
            int side = number("ruled into (\\d+) by", question);
            List<String> folds = all("(left|right|upper|lower) half over", question).stream()
                    .map(fold -> fold.group(1))
                    .toList();
            assertThat(folds).hasSize(number("in half (\\d) times", question));
            Set<List<Integer>> punched = new HashSet<>();
            for (MatchResult place : all("row (\\d) from above and column (\\d) from the left", question)) {
                punched.add(List.of(Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2))));
            }
            List<Integer> holed = IntStream.rangeClosed(1, side * side)
                    .filter(number -> punched.contains(folded((number - 1) / side, (number - 1) % side, side, folds)))
                    .boxed()
                    .toList();
            assertThat(holed).hasSize(punched.size() << folds.size());
            return asked(question, holed, side);
        });
    }

    /// Row and column, from 1, of the place that a square of the flat sheet comes to lie on.
    private static List<Integer> folded(int row, int column, int side, List<String> folds) {
        int[] at = {row, column};
        int[] from = {0, 0};
        int[] to = {side, side};
        for (String fold : folds) {
            int axis = fold.equals("upper") || fold.equals("lower") ? 0 : 1;
            int middle = (from[axis] + to[axis]) / 2;
            boolean first = fold.equals("upper") || fold.equals("left");
            if (first == at[axis] < middle) {
                at[axis] = 2 * middle - 1 - at[axis];
            }
            (first ? from : to)[axis] = middle;
        }
        return List.of(at[0] - from[0] + 1, at[1] - from[1] + 1);
    }

    private static int asked(String question, List<Integer> holed, int side) {
        IntStream numbers = holed.stream().mapToInt(number -> number);
        if (question.endsWith("add up to?")) {
            return numbers.sum();
        }
        if (question.endsWith("with a hole?")) {
            return numbers.max().orElseThrow();
        }
        return (int) (question.endsWith("odd number?")
                        ? numbers.filter(number -> number % 2 != 0)
                        : question.contains("left half of the sheet")
                                ? numbers.filter(number -> Math.floorMod(number - 1, side) < side / 2)
                                : numbers.filter(number -> number <= side * (side / 2)))
                .count();
    }

    @Test
    void stacked_cubes_are_counted_cube_by_cube() {
        each(new StackedCubes(), question -> {
            Matcher told = Pattern.compile("left to right, are ([0-9 /]+)\\.").matcher(question);
            assertThat(told.find()).isTrue();
            String rows = told.group(1);
            Set<List<Integer>> cubes = new HashSet<>();
            int side = rows.split(" / ").length;
            int highest = 0;
            for (int row = 0; row < side; row++) {
                String[] towers = rows.split(" / ")[row].split(" ");
                for (int column = 0; column < side; column++) {
                    for (int z = 0; z < Integer.parseInt(towers[column]); z++) {
                        cubes.add(List.of(column, row, z));
                        highest = Math.max(highest, z + 1);
                    }
                }
            }
            if (question.contains("missing")) {
                return side * side * highest - cubes.size();
            }
            if (question.contains("straight in front")) {
                Set<List<Integer>> seen = new HashSet<>();
                cubes.forEach(cube -> seen.add(List.of(cube.get(0), cube.get(2))));
                return seen.size();
            }
            int faces = 0;
            for (List<Integer> cube : cubes) {
                for (int[] step : new int[][] {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}}) {
                    faces +=
                            cubes.contains(List.of(cube.get(0) + step[0], cube.get(1) + step[1], cube.get(2) + step[2]))
                                    ? 0
                                    : 1;
                }
            }
            return faces;
        });
    }

    @Test
    void a_die_is_turned_face_by_face() {
        each(new RollingDie(), question -> {
            int top = number("shows (\\d) on top", question);
            int north = number("on top, (\\d) to the north", question);
            int east = number("and (\\d) to the east", question);
            // Faces in the order top, bottom, north, south, east, west.
            int[] faces = {top, 7 - top, north, 7 - north, east, 7 - east};
            String way = question.substring(question.indexOf("quarter turn"), question.indexOf("Which number"));
            for (MatchResult step : all("north|south|east|west", way)) {
                int[] cycle = switch (step.group()) {
                    case "north" -> new int[] {0, 2, 1, 3};
                    case "south" -> new int[] {0, 3, 1, 2};
                    case "east" -> new int[] {0, 4, 1, 5};
                    default -> new int[] {0, 5, 1, 4};
                };
                int[] turned = faces.clone();
                for (int i = 0; i < 4; i++) {
                    turned[cycle[(i + 1) % 4]] = faces[cycle[i]];
                }
                faces = turned;
            }
            return faces[
                    question.endsWith("on top?")
                            ? 0
                            : question.endsWith("bottom?") ? 1 : question.endsWith("north?") ? 2 : 4];
        });
    }
}
