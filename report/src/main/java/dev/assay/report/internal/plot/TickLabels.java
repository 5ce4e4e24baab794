package dev.assay.report.internal.plot;

import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.TextLayout;
import java.awt.geom.PathIterator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/// Finds the text behind the outline of a tick label.
///
/// The plotting library draws its labels as outlines of their letters, which no one could search, copy or read
/// aloud. It asks us how to write each tick, so we know every label that it may draw; the one whose outline is
/// the same is the one that it drew.
final class TickLabels {
    /// How letters are measured; independent of any screen.
    static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Font font;
    private final Map<String, String> byOutline = new HashMap<>();

    TickLabels(Font font) {
        this.font = font;
    }

    /// A way to write ticks that remembers what it wrote.
    Function<Double, String> remembering(DoubleFunction<String> format) {
        return value -> {
            String label = format.apply(value);
            byOutline.computeIfAbsent(
                    signature(new TextLayout(label, font, CONTEXT).getOutline(null)), outline -> label);
            return label;
        };
    }

    /// The label with this outline.
    Optional<String> find(Shape outline) {
        return Optional.ofNullable(byOutline.get(signature(outline)));
    }

    private static String signature(Shape shape) {
        StringBuilder out = new StringBuilder();
        double[] at = new double[6];
        for (PathIterator segments = shape.getPathIterator(null); !segments.isDone(); segments.next()) {
            int kind = segments.currentSegment(at);
            out.append((char) ('A' + kind));
            for (int i = 0; i < 2 * Math.min(kind, 3) && kind != PathIterator.SEG_CLOSE; i++) {
                out.append(Math.round(at[i] * 64)).append(' ');
            }
            if (kind == PathIterator.SEG_MOVETO) {
                out.append(Math.round(at[0] * 64)).append(' ').append(Math.round(at[1] * 64));
            }
        }
        return out.toString();
    }
}
