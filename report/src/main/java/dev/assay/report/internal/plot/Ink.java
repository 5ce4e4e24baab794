package dev.assay.report.internal.plot;

import java.awt.Color;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a stroke of the pen stands for. The plotting library knows colours only, so each role travels through it
/// as a colour of its own and comes out as a class, which the page's style sheet colours for light, dark and
/// paper.
///
/// @param role   what is drawn
/// @param series number of the series from 0; 0 where the role belongs to no series
record Ink(Role role, int series) {
    private static final int MARK = 0x5A;

    /// What is drawn.
    enum Role {
        /// Background; it is the page's and is not drawn.
        PAPER(1),
        GRID(2),
        AXIS(3),
        /// A label under the horizontal axis.
        TICK_X(4),
        /// A label beside the vertical axis.
        TICK_Y(12),
        ZERO(5),
        LINE(6),
        BAND(7),
        BAR(8),
        WHISKER(9),
        DOT(10),
        MARK(11),
        /// A point among very many.
        SPECK(13);

        /// The red part of its colour.
        private final int red;

        Role(int red) {
            this.red = red;
        }
    }

    static Ink of(Role role) {
        return new Ink(role, 0);
    }

    /// The colour that carries this ink through the library.
    Color color() {
        return new Color(role.red, series, MARK);
    }

    /// The ink that a colour carries.
    static Optional<Ink> of(Color color) {
        return Arrays.stream(Role.values())
                .filter(role -> role.red == color.getRed() && color.getBlue() == MARK)
                .map(role -> new Ink(role, color.getGreen()))
                .findFirst();
    }

    /// Class names for the style sheet, such as `line s2`.
    String cssClass() {
        String name = role.name().toLowerCase(Locale.ROOT);
        return switch (role) {
            case PAPER, GRID, AXIS, ZERO -> name;
            case TICK_X, TICK_Y -> name.replace('_', ' ');
            case LINE, BAND, BAR, WHISKER, DOT, MARK, SPECK -> name + " " + seriesClass(series);
        };
    }

    /// Class names of a series: its colour (eight) and its form (four: dash and marker), so that it can be told
    /// apart without colour.
    static String seriesClass(int series) {
        return "s" + (series % 8 + 1) + " f" + form(series);
    }

    /// Which of the four forms a series has, from 1.
    static int form(int series) {
        return (series + series / 8) % 4 + 1;
    }
}
