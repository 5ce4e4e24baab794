package dev.assay.livebench.fresh.worlds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/// The lines of a cut shape as a plane graph, whose faces are walked around.
final class PlaneGraph {
    private record Spot(double x, double y) {
        boolean isAt(Spot other) {
            return Math.hypot(x - other.x, y - other.y) < 1e-7;
        }
    }

    private final List<Spot> spots = new ArrayList<>();
    private final Map<Integer, Set<Integer>> edges = new HashMap<>();

    private int spot(Spot spot) {
        for (int i = 0; i < spots.size(); i++) {
            if (spots.get(i).isAt(spot)) {
                return i;
            }
        }
        spots.add(spot);
        return spots.size() - 1;
    }

    private void join(List<Spot> along) {
        for (int i = 0; i + 1 < along.size(); i++) {
            int a = spot(along.get(i));
            int b = spot(along.get(i + 1));
            if (a != b) {
                edges.computeIfAbsent(a, k -> new HashSet<>()).add(b);
                edges.computeIfAbsent(b, k -> new HashSet<>()).add(a);
            }
        }
    }

    /// The number of inner faces by Euler's formula.
    int facesByEuler() {
        int edgeCount = edges.values().stream().mapToInt(Set::size).sum() / 2;
        return edgeCount - spots.size() + 1;
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

    /// A regular polygon on the unit circle, cut along lines between its corners.
    static PlaneGraph ofCuts(int corners, List<int[]> chords) {
        List<Spot> rim = rim(corners);
        PlaneGraph graph = new PlaneGraph();
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
}
