package dev.assay.cli.frame;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keeps the full trace of what should not have happened, out of the user's sight but where it can be found.
///
/// A trace holds the command's words without their values, the versions and the stack. Values of environment
/// variables that look like secrets (`...KEY`, `...TOKEN`, `...SECRET`, `...PASSWORD`), credentials in
/// addresses, and bearer tokens are blanked. The file can be read by its owner only.
public final class Traces {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final List<Path> folders;
    private final Secrets secrets;
    private final Clock clock;

    /// @param folders where to write, the first that works; see [#folders]
    public Traces(List<Path> folders, Secrets secrets, Clock clock) {
        this.folders = List.copyOf(folders);
        this.secrets = secrets;
        this.clock = clock;
    }

    /// The usual places: `$XDG_STATE_HOME/assay/traces`, `~/.local/state/assay/traces`, then the folder for
    /// temporary files.
    public static List<Path> folders(Map<String, String> environment, String home, String temporary) {
        Path state = Optional.ofNullable(environment.get("XDG_STATE_HOME"))
                .filter(path -> Path.of(path).isAbsolute())
                .map(Path::of)
                .orElse(Path.of(home, ".local", "state"));
        return List.of(state.resolve("assay").resolve("traces"), Path.of(temporary));
    }

    /// Writes the trace, and says where; empty if no folder takes it.
    Optional<Path> keep(Throwable thrown, List<String> command) {
        String text = secrets.blank(text(thrown, command));
        for (Path folder : folders) {
            try {
                Files.createDirectories(folder);
                return Optional.of(write(folder, text));
            } catch (IOException | SecurityException e) {
                thrown.addSuppressed(e);
            }
        }
        return Optional.empty();
    }

    private Path write(Path folder, String text) throws IOException {
        String prefix = "assay-" + STAMP.format(clock.instant()) + "-";
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Path file = posix
                ? Files.createTempFile(
                        folder,
                        prefix,
                        ".txt",
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, prefix, ".txt");
        return Files.writeString(file, text);
    }

    private static String text(Throwable thrown, List<String> command) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println("assay " + String.join(" ", command));
        writer.println(Version.text());
        writer.println();
        thrown.printStackTrace(writer);
        return text.toString();
    }
}
