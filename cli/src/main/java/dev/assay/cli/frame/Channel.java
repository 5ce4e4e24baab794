package dev.assay.cli.frame;

import java.io.PrintStream;

/// One way out to the user: standard output or standard error.
///
/// @param stream   where text goes
/// @param terminal whether a person looks at it, so that a progress bar makes sense
/// @param colour   whether it may be coloured; implies `terminal`
public record Channel(PrintStream stream, boolean terminal, boolean colour) {
    private static final String RESET = "\u001b[0m";

    public Channel {
        if (colour && !terminal) {
            throw new IllegalArgumentException("colour is for terminals only");
        }
    }

    /// How a piece of text stands out.
    public enum Style {
        PLAIN(""),
        GOOD("\u001b[32m"),
        CAUTION("\u001b[33m"),
        BAD("\u001b[1;31m"),
        FAINT("\u001b[2m"),
        STRONG("\u001b[1m");

        private final String start;

        Style(String start) {
            this.start = start;
        }
    }

    /// The text made printable, and in the style where colour is allowed.
    public String paint(Style style, String text) {
        String plain = Printable.text(text);
        return colour && style != Style.PLAIN ? style.start + plain + RESET : plain;
    }

    /// Writes text without ending the line.
    public void piece(String text) {
        stream.print(text);
        stream.flush();
    }

    /// Writes one line.
    public void line(String text) {
        stream.println(text);
        stream.flush();
    }
}
