package dev.assay.report.internal.plot;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import org.knowm.xchart.style.markers.Marker;

/// Marks for points, in four forms: disc, square, diamond, triangle.
final class Markers {
    private static final int MANY = 400;

    private Markers() {}

    /// The mark of a series.
    static Marker of(DrawnSeries series) {
        return switch (ink(series).role() == Ink.Role.MARK ? Ink.form(series.index()) : 1) {
            case 3 -> new Shape(4, 0);
            case 4 -> new Shape(3, Math.PI / 6);
            default -> new Dot();
        };
    }

    /// The ink that goes with the mark; very many points are drawn fine.
    static Ink ink(DrawnSeries series) {
        if (series.drawn() > MANY) {
            return new Ink(Ink.Role.SPECK, series.index());
        }
        return new Ink(Ink.form(series.index()) <= 2 ? Ink.Role.DOT : Ink.Role.MARK, series.index());
    }

    /// A cross-stroke at the end of a whisker.
    static Marker cap() {
        return new Cap();
    }

    /// A line of no length: the style sheet gives it a round or a square pen.
    private static final class Dot extends Marker {
        @Override
        public void paint(Graphics2D pen, double x, double y, int size) {
            pen.draw(new Line2D.Double(x, y, x, y));
        }
    }

    private static final class Cap extends Marker {
        @Override
        public void paint(Graphics2D pen, double x, double y, int size) {
            pen.draw(new Line2D.Double(x - size / 2.0, y, x + size / 2.0, y));
        }
    }

    /// A regular polygon that stands on a corner, or turned.
    private static final class Shape extends Marker {
        private final int corners;
        private final double turn;

        Shape(int corners, double turn) {
            this.corners = corners;
            this.turn = turn;
        }

        @Override
        public void paint(Graphics2D pen, double x, double y, int size) {
            Path2D.Double path = new Path2D.Double();
            for (int corner = 0; corner < corners; corner++) {
                double angle = turn + 2 * Math.PI * corner / corners;
                double px = x + 0.66 * size * Math.cos(angle);
                double py = y + 0.66 * size * Math.sin(angle);
                if (corner == 0) {
                    path.moveTo(px, py);
                } else {
                    path.lineTo(px, py);
                }
            }
            path.closePath();
            pen.fill(path);
        }
    }
}
