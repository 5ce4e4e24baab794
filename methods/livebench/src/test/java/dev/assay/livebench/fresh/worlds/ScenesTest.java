package dev.assay.livebench.fresh.worlds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.livebench.fresh.Difficulty;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    // Polygons: faces of the plane graph, walked around; their number by Euler's formula too.

    private record Spot(double x, double y) {
        boolean isAt(Spot other) {
            return Math.hypot(x - other.x, y - other.y) < 1e-7;
        }
    }

    private static final class Graph {
        private final List<Spot> spots = new ArrayList<>();
        private final Map<Integer, Set<Integer>> edges = new HashMap<>();

        int spot(Spot spot) {
            for (int i = 0; i < spots.size(); i++) {
                if (spots.get(i).isAt(spot)) {
                    return i;
                }
            }
            spots.add(spot);
            return spots.size() - 1;
        }

        void join(List<Spot> along) {
            for (int i = 0; i + 1 < along.size(); i++) {
                int a = spot(along.get(i));
                int b = spot(along.get(i + 1));
                if (a != b) {
                    edges.computeIfAbsent(a, k -> new HashSet<>()).add(b);
                    edges.computeIfAbsent(b, k -> new HashSet<>()).add(a);
                }
            }
        }

        int edgeCount() {
            return edges.values().stream().mapToInt(Set::size).sum() / 2;
        }

        private double angle(int from, int to) {
            return Math.atan2(
                    spots.get(to).y() - spots.get(from).y(),
                    spots.get(to).x() - spots.get(from).x());
        }

        /// Sides of each inner face.
        List<Integer> sides() {
            List<Integer> sides = new ArrayList<>();
            Set<List<Integer>> walked = new HashSet<>();
            edges.forEach((from, ends) -> ends.forEach(to -> {
                List<Integer> face = new ArrayList<>();
                int a = from;
                int b = to;
                while (walked.add(List.of(a, b))) {
                    face.add(a);
                    int back = a;
                    int here = b;
                    // The next edge clockwise from where one came keeps the face at the left.
                    int next = edges.getOrDefault(here, Set.of()).stream()
                            .min((p, q) -> Double.compare(turn(here, back, p), turn(here, back, q)))
                            .orElseThrow();
                    a = here;
                    b = next;
                }
                if (area(face) > 1e-9) {
                    sides.add(corners(face));
                }
            }));
            return sides;
        }

        private double turn(int at, int back, int to) {
            double turn = angle(at, back) - angle(at, to);
            while (turn <= 1e-9) {
                turn += 2 * Math.PI;
            }
            return turn;
        }

        private double area(List<Integer> face) {
            double area = 0;
            for (int i = 0; i < face.size(); i++) {
                Spot a = spots.get(face.get(i));
                Spot b = spots.get(face.get((i + 1) % face.size()));
                area += a.x() * b.y() - a.y() * b.x();
            }
            return area;
        }

        private int corners(List<Integer> face) {
            int corners = 0;
            for (int i = 0; i < face.size(); i++) {
                Spot a = spots.get(face.get(i));
                Spot b = spots.get(face.get((i + 1) % face.size()));
                Spot c = spots.get(face.get((i + 2) % face.size()));
                double bend = (b.x() - a.x()) * (c.y() - b.y()) - (b.y() - a.y()) * (c.x() - b.x());
                corners += Math.abs(bend) > 1e-9 ? 1 : 0;
            }
            return corners;
        }
    }

    private static Graph graph(List<Spot> rim, List<int[]> chords) {
        Graph graph = new Graph();
        List<Spot> round = new ArrayList<>(rim);
        round.add(rim.getFirst());
        graph.join(round);
        for (int[] chord : chords) {
            Spot from = rim.get(chord[0]);
            Spot to = rim.get(chord[1]);
            List<Spot> along = new ArrayList<>(List.of(from, to));
            for (int[] other : chords) {
                Spot a = rim.get(other[0]);
                Spot b = rim.get(other[1]);
                double crossed = (to.x() - from.x()) * (b.y() - a.y()) - (to.y() - from.y()) * (b.x() - a.x());
                if (Math.abs(crossed) > 1e-9) {
                    double t = ((a.x() - from.x()) * (b.y() - a.y()) - (a.y() - from.y()) * (b.x() - a.x())) / crossed;
                    double u = ((a.x() - from.x()) * (to.y() - from.y()) - (a.y() - from.y()) * (to.x() - from.x()))
                            / crossed;
                    if (t > 0 && t < 1 && u > 0 && u < 1) {
                        along.add(new Spot(from.x() + t * (to.x() - from.x()), from.y() + t * (to.y() - from.y())));
                    }
                }
            }
            along.sort((p, q) -> Double.compare(
                    Math.hypot(p.x() - from.x(), p.y() - from.y()), Math.hypot(q.x() - from.x(), q.y() - from.y())));
            graph.join(along);
        }
        return graph;
    }

    private static List<Spot> rim(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Spot(Math.cos(2 * Math.PI * i / count), Math.sin(2 * Math.PI * i / count)))
                .toList();
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
            Graph graph = graph(rim(letters.length()), chords);
            List<Integer> sides = graph.sides();
            assertThat(sides).hasSize(graph.edgeCount() - graph.spots.size() + 1);
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
            Graph inside = graph(rim(12), chords);
            Set<Set<Integer>> neighbours = new HashSet<>();
            chords.stream()
                    .filter(chord ->
                            Math.floorMod(chord[0] - chord[1], 12) == 1 || Math.floorMod(chord[1] - chord[0], 12) == 1)
                    .forEach(chord -> neighbours.add(Set.of(chord[0], chord[1])));
            return inside.edgeCount() - inside.spots.size() + 1 + neighbours.size();
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
    void each_fold_doubles_the_holes_and_parts_them_evenly() {
        each(new FoldedPaper(), question -> {
            int holes = number("Then (\\d+) small hole", question) << number("in half (\\d+) times", question);
            return question.contains("left half?") ? holes / 2 : holes;
        });
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
