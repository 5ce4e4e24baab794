package dev.assay.report.internal.plot;

import dev.assay.base.evidence.Plot;
import dev.assay.report.internal.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A plot in words: for those who hear the page, and for what a picture leaves out.
final class PlotWords {
    private PlotWords() {}

    /// What the picture shows, series by series.
    static String description(Plot plot, List<DrawnSeries> series) {
        return axis("Horizontal", plot.x()) + " " + axis("Vertical", plot.y()) + " "
                + series.stream().map(PlotWords::describe).collect(Collectors.joining(" "));
    }

    /// What the picture leaves out; nothing if it is complete.
    static List<String> notes(Plot plot, List<DrawnSeries> series) {
        List<String> notes = new ArrayList<>();
        int undrawn = plot.series().size() - series.size();
        if (undrawn > 0) {
            notes.add("The first " + series.size() + " of " + plot.series().size() + " series are drawn.");
        }
        for (DrawnSeries one : series) {
            int without = one.total() - one.drawable();
            if (one.total() == 0) {
                notes.add(one.name() + ": no points.");
            } else if (without > 0) {
                notes.add(one.name() + ": " + Numbers.count(without) + " of " + Numbers.count(one.total())
                        + " points have no place on the axes (not a number, infinite"
                        + (plot.x().logarithmic() || plot.y().logarithmic()
                                ? ", or not above zero on a logarithmic axis)."
                                : ")."));
            }
            if (one.drawn() < one.drawable()) {
                notes.add(one.name() + ": " + Numbers.count(one.drawn()) + " of " + Numbers.count(one.drawable())
                        + " points are drawn, "
                        + (one.mark() == Plot.Mark.POINTS
                                ? "those that do not fall upon each other."
                                : "the highest and lowest of each stretch among them."));
            }
        }
        return notes;
    }

    private static String axis(String name, Plot.Axis axis) {
        return name + " axis: " + axis.label() + (axis.logarithmic() ? ", logarithmic." : ".");
    }

    private static String describe(DrawnSeries one) {
        int[] there = IntStream.range(0, one.y().length)
                .filter(i -> !Double.isNaN(one.y()[i]))
                .toArray();
        int lowest = there[0];
        int highest = there[0];
        for (int i : there) {
            lowest = one.y()[i] < one.y()[lowest] ? i : lowest;
            highest = one.y()[i] > one.y()[highest] ? i : highest;
        }
        String kind = switch (one.mark()) {
            case LINE -> "a line";
            case POINTS -> "points";
            case BARS -> "bars";
        };
        return one.name() + ": " + kind + " of " + Numbers.count(one.drawable())
                + (one.drawable() == 1 ? " value, " : " values, from ") + at(one, there[0])
                + (one.drawable() == 1
                        ? "."
                        : " to " + at(one, there[there.length - 1]) + "; lowest " + at(one, lowest) + ", highest "
                                + at(one, highest) + ".");
    }

    private static String at(DrawnSeries one, int i) {
        return Numbers.datum(one.y()[i]) + " at " + Numbers.datum(one.x()[i]);
    }
}
