package dev.assay.cli.frame;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/// A console that keeps what is written to it.
public final class Recorder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final boolean terminal;

    private Recorder(boolean terminal) {
        this.terminal = terminal;
    }

    /// One that is no terminal.
    public static Recorder plain() {
        return new Recorder(false);
    }

    /// One that is a terminal with colours.
    public static Recorder coloured() {
        return new Recorder(true);
    }

    /// The console that writes here.
    public Console console() {
        return new Console(channel(out), channel(err), false);
    }

    private Channel channel(ByteArrayOutputStream bytes) {
        return new Channel(new PrintStream(bytes, true, UTF_8), terminal, terminal);
    }

    /// What went to standard output.
    public String results() {
        return out.toString(UTF_8);
    }

    /// What went to standard error.
    public String log() {
        return err.toString(UTF_8);
    }
}
