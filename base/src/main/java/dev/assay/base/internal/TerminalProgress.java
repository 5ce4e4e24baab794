package dev.assay.base.internal;

import dev.assay.base.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.LongSupplier;

/// Draws one line and draws it again in place:
/// `train  42% [########------------] 420/1,000 step  12.3 step/s  left 0:47  loss 2.31`.
public record TerminalProgress(Appendable out, int columns, boolean colour, LongSupplier clockNanos)
        implements Progress {
    private static final long REDRAW_NANOS = 100_000_000;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int CELLS = 20;

    @Override
    public Bar start(String what, long total, String unit) {
        Line line = new Line(this, what, total, unit);
        line.draw();
        return line;
    }

    private static final class Line implements Bar {
        private final TerminalProgress terminal;
        private final String what;
        private final long total;
        private final String unit;
        private final long started;
        private long drawn;
        private long before;
        private long done;
        private int drawnLength;
        private String note = "";
        private boolean closed;

        Line(TerminalProgress terminal, String what, long total, String unit) {
            this.terminal = terminal;
            this.what = what;
            this.total = total;
            this.unit = unit;
            this.started = terminal.clockNanos.getAsLong();
        }

        @Override
        public synchronized void advance(long units) {
            done += units;
            drawIfDue();
        }

        @Override
        public synchronized void resumedAt(long units) {
            before = units;
            drawIfDue();
        }

        @Override
        public synchronized void note(String words) {
            note = words.replaceAll("\\p{Cntrl}", " ");
            drawIfDue();
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                draw();
                closed = true;
                put("\n");
            }
        }

        private void drawIfDue() {
            if (!closed && terminal.clockNanos.getAsLong() - drawn >= REDRAW_NANOS) {
                draw();
            }
        }

        private synchronized void draw() {
            drawn = terminal.clockNanos.getAsLong();
            String text = text();
            int room = Math.max(1, terminal.columns - 1);
            String shown = text.length() > room ? text.substring(0, room) : text;
            String blanks = " ".repeat(Math.max(0, drawnLength - shown.length()));
            drawnLength = shown.length();
            put("\r" + coloured(shown) + blanks);
        }

        private String text() {
            double seconds = (drawn - started) / NANOS_PER_SECOND;
            double rate = seconds > 0 ? done / seconds : 0;
            long reached = before + done;
            String amount = total > 0 ? share(reached) : count(reached);
            String speed = rate > 0 ? "  " + shortNumber(rate) + " " + unit + "/s" : "";
            String left = rate > 0 && total > reached ? "  left " + clock((total - reached) / rate) : "";
            String over = total > 0 && reached >= total ? "  took " + clock(seconds) : "";
            return what + " " + amount + " " + unit + speed + left + over + (note.isEmpty() ? "" : "  " + note);
        }

        private String share(long reached) {
            long percent = Math.min(100, (long) (reached * 100.0 / total));
            return "%3d%% [%s] %s/%s".formatted(percent, cells(reached), count(reached), count(total));
        }

        private String cells(long reached) {
            int full = (int) Math.clamp(reached * (double) CELLS / total, 0, CELLS);
            return "#".repeat(full) + "-".repeat(CELLS - full);
        }

        private String coloured(String shown) {
            int open = shown.indexOf('[');
            int end = shown.indexOf(']');
            if (!terminal.colour || open < 0 || end < open) {
                return shown;
            }
            return shown.substring(0, open + 1) + "\u001b[32m" + shown.substring(open + 1, end) + "\u001b[0m"
                    + shown.substring(end);
        }

        private void put(String text) {
            try {
                terminal.out.append(text);
            } catch (IOException | UncheckedIOException ignored) {
                // a terminal that went away is no reason to stop the work
            }
        }
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String shortNumber(double number) {
        if (number >= 100) {
            return count(Math.round(number));
        }
        return number >= 1 ? String.format(Locale.ROOT, "%.1f", number) : String.format(Locale.ROOT, "%.3f", number);
    }

    private static String clock(double seconds) {
        long whole = Math.round(Math.min(seconds, 3.6e8));
        String minutesAndSeconds = String.format(Locale.ROOT, "%d:%02d", whole / 60 % 60, whole % 60);
        return whole < 3600
                ? minutesAndSeconds
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
