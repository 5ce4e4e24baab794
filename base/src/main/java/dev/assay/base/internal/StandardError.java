package dev.assay.base.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What is known of the terminal behind standard error.
public final class StandardError {
    private static final int USUAL_COLUMNS = 80;

    private StandardError() {}

    /// Whether standard error is a terminal that can redraw a line.
    public static boolean isTerminal() {
        String told = System.getProperty("assay.terminal", "");
        if (!told.isBlank()) {
            return List.of(told.split(",")).contains("err");
        }
        return !"dumb".equals(System.getenv("TERM")) && isLinuxTerminal();
    }

    /// Its width, from the environment variable `COLUMNS`, or 80.
    public static int columns() {
        try {
            int columns = Integer.parseInt(
                    Optional.ofNullable(System.getenv("COLUMNS")).orElse(""));
            return columns > 0 ? columns : USUAL_COLUMNS;
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }

    /// Whether colour is welcome: `NO_COLOR` is not set, or empty.
    public static boolean colour() {
        return Optional.ofNullable(System.getenv("NO_COLOR")).orElse("").isEmpty();
    }

    /// Linux says what each open file is. Elsewhere Java cannot tell (its console looks at standard input and
    /// output only), so the launcher has to.
    private static boolean isLinuxTerminal() {
        try {
            String device = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
