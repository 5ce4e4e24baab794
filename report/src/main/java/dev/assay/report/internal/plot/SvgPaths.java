package dev.assay.report.internal.plot;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Gathers shapes into as few SVG paths as there are changes of ink or clip.
final class SvgPaths {
    private final String id;
    private final StringBuilder out = new StringBuilder();
    private final StringBuilder path = new StringBuilder();
    private final Map<String, String> clips = new LinkedHashMap<>();
    private String style = "";
    private String clipId = "";
    private String penX = "";
    private String penY = "";

    SvgPaths(String id) {
        this.id = id;
    }

    /// Adds a shape, unless it has no outline at all.
    void add(String cssClass, Shape shape, Optional<Shape> clip) {
        if (shape.getPathIterator(null).isDone()) {
            return;
        }
        String newClip = clip.map(this::clipId).orElse("");
        if (!cssClass.equals(style) || !newClip.equals(clipId)) {
            flush();
            style = cssClass;
            clipId = newClip;
        }
        append(shape.getPathIterator(null));
    }

    /// Adds an element as it is.
    void markup(String element) {
        flush();
        out.append(element).append('\n');
    }

    /// All elements, clip paths first.
    String elements() {
        flush();
        StringBuilder all = new StringBuilder();
        clips.forEach((shape, name) -> all.append("<clipPath id=\"")
                .append(name)
                .append("\"><path d=\"")
                .append(shape)
                .append("\"/></clipPath>\n"));
        return all.append(out).toString();
    }

    /// A coordinate with one decimal, without what says nothing.
    static String coordinate(double value) {
        long tenths = Math.round(Math.clamp(value, -1e6, 1e6) * 10);
        String sign = tenths < 0 ? "-" : "";
        long size = Math.abs(tenths);
        return sign + size / 10 + (size % 10 == 0 ? "" : "." + size % 10);
    }

    private void flush() {
        if (!path.isEmpty()) {
            String clip = clipId.isEmpty() ? "" : " clip-path=\"url(#" + clipId + ")\"";
            out.append("<path class=\"" + style + "\"" + clip + " d=\"")
                    .append(path)
                    .append("\"/>\n");
        }
        path.setLength(0);
        style = "";
        clipId = "";
        penX = "";
        penY = "";
    }

    private String clipId(Shape clip) {
        SvgPaths outline = new SvgPaths(id);
        outline.append(clip.getPathIterator(null));
        return clips.computeIfAbsent(outline.path.toString(), shape -> id + "-clip" + clips.size());
    }

    private void append(PathIterator segments) {
        double[] at = new double[6];
        for (; !segments.isDone(); segments.next()) {
            switch (segments.currentSegment(at)) {
                case PathIterator.SEG_MOVETO -> move(at[0], at[1]);
                case PathIterator.SEG_LINETO -> curve('L', at, 1);
                case PathIterator.SEG_QUADTO -> curve('Q', at, 2);
                case PathIterator.SEG_CUBICTO -> curve('C', at, 3);
                default -> {
                    path.append('Z');
                    penX = "";
                }
            }
        }
    }

    /// A line that goes on where the pen stands needs no move.
    private void move(double x, double y) {
        String newX = coordinate(x);
        String newY = coordinate(y);
        if (!newX.equals(penX) || !newY.equals(penY)) {
            path.append('M').append(newX).append(' ').append(newY);
        }
        penX = newX;
        penY = newY;
    }

    private void curve(char letter, double[] at, int points) {
        path.append(letter);
        for (int i = 0; i < points; i++) {
            penX = coordinate(at[2 * i]);
            penY = coordinate(at[2 * i + 1]);
            path.append(i == 0 ? "" : " ").append(penX).append(' ').append(penY);
        }
    }
}
