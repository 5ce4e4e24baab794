package dev.assay.report.internal.plot;

import dev.assay.base.evidence.Plot;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/// Chooses which of very many points are drawn, so that the picture stays the same and the page small.
///
/// Lines and bars: the points in their order are cut into equal runs, and each run keeps its first, last, lowest
/// and highest point ("M4", Jugel, Jerzak, Hackenbroich and Markl, PVLDB 7(10), 2014), so no peak is lost.
/// Points: one of those that would fall upon each other is kept, on the finest grid that leaves few enough.
final class Thinning {
    /// Rows of the finest grid, about one pixel each; it has twice as many columns.
    private static final int FINEST = 320;

    private Thinning() {}

    /// Indices to draw, ascending; all of them where there are at most `limit`.
    static int[] kept(Plot.Mark mark, double[] x, double[] y, int limit) {
        if (x.length <= limit) {
            return IntStream.range(0, x.length).toArray();
        }
        return switch (mark) {
            case LINE, BARS -> extremes(y, Math.max(1, limit / 4));
            case POINTS -> apart(x, y, limit);
        };
    }

    private static int[] extremes(double[] y, int runs) {
        boolean[] keep = new boolean[y.length];
        for (int run = 0; run < runs; run++) {
            int from = (int) ((long) run * y.length / runs);
            int to = (int) ((run + 1L) * y.length / runs);
            int lowest = from;
            int highest = from;
            for (int i = from; i < to; i++) {
                lowest = y[i] < y[lowest] ? i : lowest;
                highest = y[i] > y[highest] ? i : highest;
            }
            keep[from] = true;
            keep[to - 1] = true;
            keep[lowest] = true;
            keep[highest] = true;
        }
        return IntStream.range(0, y.length).filter(i -> keep[i]).toArray();
    }

    private static int[] apart(double[] x, double[] y, int limit) {
        for (int cells = FINEST; cells > 1; cells = cells * 3 / 4) {
            int[] kept = onGrid(x, y, cells);
            if (kept.length <= limit) {
                return kept;
            }
        }
        return IntStream.range(0, limit).toArray();
    }

    private static int[] onGrid(double[] x, double[] y, int cells) {
        double left = Arrays.stream(x).min().orElse(0);
        double width = Math.max(Arrays.stream(x).max().orElse(1) - left, Double.MIN_NORMAL);
        double bottom = Arrays.stream(y).min().orElse(0);
        double height = Math.max(Arrays.stream(y).max().orElse(1) - bottom, Double.MIN_NORMAL);
        BitSet taken = new BitSet(2 * cells * cells);
        return IntStream.range(0, x.length)
                .filter(i -> {
                    int column = (int) ((x[i] - left) / width * (2 * cells - 1));
                    int row = (int) ((y[i] - bottom) / height * (cells - 1));
                    int cell = row * 2 * cells + column;
                    boolean free = !taken.get(cell);
                    taken.set(cell);
                    return free;
                })
                .toArray();
    }
}
