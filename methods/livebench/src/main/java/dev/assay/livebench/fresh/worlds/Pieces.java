package dev.assay.livebench.fresh.worlds;

import java.util.ArrayList;
import java.util.List;

/// A convex shape cut along straight lines, piece by piece.
///
/// @param pieces each with its corners in order
record Pieces(List<List<Point>> pieces) {
    /// What counts as nothing beside lengths of one; corners of regular polygons are not rational.
    private static final double NOTHING = 1e-9;

    /// A place in the plane.
    record Point(double x, double y) {
        double side(Point from, Point to) {
            return (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
        }

        Point towards(Point other, double share) {
            return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
        }
    }

    /// A regular polygon around the origin; the first corner is on top, the others follow clockwise.
    static Pieces regular(int corners) {
        return new Pieces(List.of(corners(corners)));
    }

    /// The corners of a regular polygon.
    static List<Point> corners(int count) {
        List<Point> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            all.add(new Point(Math.sin(angle), Math.cos(angle)));
        }
        return all;
    }

    /// Cut along the line through two places.
    Pieces cut(Point from, Point to) {
        List<List<Point>> all = new ArrayList<>();
        for (List<Point> piece : pieces) {
            List<Point> left = half(piece, from, to);
            List<Point> right = half(piece, to, from);
            boolean parted = left.size() > 2 && right.size() > 2;
            all.add(parted ? left : piece);
            if (parted) {
                all.add(right);
            }
        }
        return new Pieces(all);
    }

    /// What lies left of a line.
    private static List<Point> half(List<Point> piece, Point from, Point to) {
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < piece.size(); i++) {
            Point here = piece.get(i);
            Point next = piece.get((i + 1) % piece.size());
            double a = here.side(from, to);
            double b = next.side(from, to);
            if (a >= -NOTHING) {
                kept.add(here);
            }
            if ((a > NOTHING && b < -NOTHING) || (a < -NOTHING && b > NOTHING)) {
                kept.add(here.towards(next, a / (a - b)));
            }
        }
        return kept.size() > 2 && isThick(kept) ? kept : List.of();
    }

    private static boolean isThick(List<Point> corners) {
        double area = 0;
        for (int i = 1; i + 1 < corners.size(); i++) {
            area += corners.get(i + 1).side(corners.getFirst(), corners.get(i));
        }
        return Math.abs(area) > NOTHING;
    }

    /// How many pieces have so many sides.
    int withSides(int sides) {
        return (int) pieces.stream().filter(piece -> sides(piece) == sides).count();
    }

    private static int sides(List<Point> piece) {
        int sides = 0;
        for (int i = 0; i < piece.size(); i++) {
            Point before = piece.get((i + piece.size() - 1) % piece.size());
            Point after = piece.get((i + 1) % piece.size());
            sides += Math.abs(piece.get(i).side(before, after)) > NOTHING ? 1 : 0;
        }
        return sides;
    }

    int count() {
        return pieces.size();
    }
}
