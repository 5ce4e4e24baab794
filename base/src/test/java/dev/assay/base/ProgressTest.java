package dev.assay.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000_000;

    private final StringBuilder screen = new StringBuilder();
    private final AtomicLong clock = new AtomicLong(5);

    private Progress terminal(int columns, boolean colour) {
        return Progress.onTerminal(screen, columns, colour, clock::get);
    }

    private List<String> drawn() {
        return Arrays.stream(screen.toString().split("\r"))
                .skip(1)
                .map(String::stripTrailing)
                .toList();
    }

    @Test
    void a_bar_tells_share_rate_and_time_left() {
        try (Progress.Bar bar = terminal(120, false).start("train", 1000, "step")) {
            clock.addAndGet(10 * SECOND);
            bar.advance(250);
            clock.addAndGet(SECOND / 5);
            bar.note("loss 2.31");
            clock.addAndGet(9 * SECOND + SECOND * 4 / 5);
            bar.advance(750);
        }
        assertThat(drawn())
                .containsExactly(
                        "train   0% [--------------------] 0/1,000 step",
                        "train  25% [#####---------------] 250/1,000 step  25.0 step/s  left 0:30",
                        "train  25% [#####---------------] 250/1,000 step  24.5 step/s  left 0:31  loss 2.31",
                        "train 100% [####################] 1,000/1,000 step  50.0 step/s  took 0:20  loss 2.31",
                        "train 100% [####################] 1,000/1,000 step  50.0 step/s  took 0:20  loss 2.31");
        assertThat(screen.toString()).endsWith("\n");
    }

    @Test
    void it_is_redrawn_at_most_ten_times_a_second() {
        try (Progress.Bar bar = terminal(80, false).start("read", 10_000, "line")) {
            for (int i = 0; i < 10_000; i++) {
                clock.addAndGet(SECOND / 10_000);
                bar.advance(1);
            }
        }
        assertThat(drawn()).hasSizeBetween(10, 13);
    }

    @Test
    void steps_of_a_resumed_run_do_not_count_for_the_rate() {
        try (Progress.Bar bar = terminal(120, false).start("train", 1000, "step")) {
            bar.resumedAt(900);
            clock.addAndGet(10 * SECOND);
            bar.advance(50);
        }
        assertThat(drawn().getLast())
                .isEqualTo("train  95% [###################-] 950/1,000 step  5.0 step/s  left 0:10");
    }

    @Test
    void a_narrow_terminal_gets_a_cut_line_and_a_shorter_line_wipes_the_longer() {
        try (Progress.Bar bar = terminal(30, false).start("train", 10, "step")) {
            bar.advance(1);
        }
        assertThat(screen.toString().strip().split("\r"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(30));
        screen.setLength(0);
        try (Progress.Bar bar = terminal(80, false).start("count", 0, "line")) {
            clock.addAndGet(SECOND);
            bar.note("a long note");
            clock.addAndGet(SECOND);
            bar.note("");
        }
        assertThat(screen.toString()).contains("count 0 line  a long note").contains("\rcount 0 line             ");
    }

    @Test
    void colour_is_used_only_where_it_is_welcome_and_no_note_can_steer_the_terminal() {
        try (Progress.Bar bar = terminal(80, false).start("a", 2, "step")) {
            clock.addAndGet(SECOND);
            bar.note("x\u001b[2Jy\nz");
        }
        assertThat(screen.toString()).doesNotContain("\u001b").doesNotContain("y\nz");
        try (Progress.Bar bar = terminal(80, true).start("a", 2, "step")) {
            bar.advance(1);
        }
        assertThat(screen.toString()).contains("[\u001b[32m##########----------\u001b[0m]");
    }

    @Test
    void more_than_the_total_and_a_closed_terminal_do_no_harm() {
        try (Progress.Bar bar = terminal(80, false).start("a", 2, "step")) {
            bar.advance(Long.MAX_VALUE / 2);
        }
        assertThat(drawn().getLast()).startsWith("a 100% [####################]");
        Appendable gone = new Appendable() {
            @Override
            public Appendable append(CharSequence text) throws IOException {
                throw new IOException("closed");
            }

            @Override
            public Appendable append(CharSequence text, int start, int end) throws IOException {
                throw new IOException("closed");
            }

            @Override
            public Appendable append(char c) throws IOException {
                throw new IOException("closed");
            }
        };
        try (Progress.Bar bar = Progress.onTerminal(gone, 80, false, clock::get).start("a", 2, "step")) {
            bar.advance(1);
        }
    }

    @Test
    void quiet_means_silent() {
        try (Progress.Bar bar = Progress.onStandardError(true).start("a", 2, "step")) {
            bar.advance(1);
            bar.note("x");
        }
    }
}
