package dev.assay.base.evidence;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Json;
import dev.assay.base.JsonLines;
import dev.assay.base.Toml;
import dev.assay.base.internal.Disk;
import dev.assay.base.internal.SafeWrite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of one run: what went in, what happened, and what came out.
///
/// | file            | what it is                                                                                  |
/// |-----------------|---------------------------------------------------------------------------------------------|
/// | `config.toml`   | the configuration with every default written out; paths start from this folder              |
/// | `log.jsonl`     | one JSON object for each thing worth noting, in order of time; only ever grows              |
/// | `evidence.json` | the [Evidence] with its provenance; it is there when the run has come to its end            |
/// | anything else   | artifacts of the method, such as `checkpoints/` or `adapter/`                               |
///
/// `config.toml` and `evidence.json` are written whole or not at all ([AtomicFiles]). A log line is
/// written with one call; if the process dies in it, the torn line at the end is cut off before the
/// next one is written. Several threads may use one `RunFolder`, but only one process should write to a
/// folder.
public final class RunFolder {
    private static final String TAKEN = "ASSAY-2008";
    private static final String NO_RUN = "ASSAY-4005";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String CONFIGURATION = "config.toml";
    private static final String LOG = "log.jsonl";
    private static final String EVIDENCE = "evidence.json";

    private final Path path;
    private final SafeWrite writing = new SafeWrite(Disk.REAL);

    private RunFolder(Path path) {
        this.path = path;
    }

    /// Makes a folder `parent/name`.
    ///
    /// @param name letters, digits, dots, dashes and underscores, at most 100, the first a letter or digit
    /// @throws AssayException `ASSAY-2008` if the name is refused or the folder is there and not empty,
    ///     `ASSAY-2009` if it cannot be made
    public static RunFolder create(Path parent, String name) {
        if (!NAME.matcher(name).matches()) {
            throw AssayException.of(
                    TAKEN,
                    "A run cannot have the name '" + name.replaceAll("\\p{Cntrl}", "?") + "'.",
                    parent.toString(),
                    "use letters, digits, dots, dashes and underscores, at most 100, and begin with a letter or digit");
        }
        Path path = parent.resolve(name);
        try {
            Files.createDirectories(path);
            if (!isEmpty(path)) {
                throw AssayException.of(
                        TAKEN,
                        "The run '" + name + "' is there already.",
                        path.toString(),
                        "give another name, resume that run, or remove its folder");
            }
        } catch (IOException e) {
            throw AssayException.of(
                    "ASSAY-2009",
                    "The folder cannot be made: " + e.getClass().getSimpleName() + ", " + e.getMessage() + ".",
                    path.toString(),
                    "check the path and that you may write there");
        }
        return new RunFolder(path);
    }

    /// Opens the folder of a run that was made before.
    ///
    /// @throws AssayException `ASSAY-4005` if it is no folder
    public static RunFolder open(Path path) {
        if (!Files.isDirectory(path)) {
            throw noRun(path, "There is no such run folder.");
        }
        return new RunFolder(path);
    }

    /// Where it lies.
    public Path path() {
        return path;
    }

    /// Where an artifact of this name belongs; it need not exist.
    ///
    /// @param name a relative path with `/` between its parts
    /// @throws IllegalArgumentException if it leads out of the folder or is one of the folder's own files
    public Path artifact(String name) {
        Path artifact = path.resolve(name).normalize();
        boolean own = Stream.of(CONFIGURATION, LOG, EVIDENCE).anyMatch(name::equals);
        if (own || !artifact.startsWith(path.normalize()) || artifact.equals(path.normalize())) {
            throw new IllegalArgumentException("no artifact can have the name '" + name + "'");
        }
        return artifact;
    }

    /// Writes the configuration.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`
    public void writeConfiguration(Record configuration) {
        AtomicFiles.writeString(path.resolve(CONFIGURATION), Toml.write(configuration, path));
    }

    /// Reads the configuration.
    ///
    /// @throws AssayException if it is missing or does not fit
    public <R extends Record> R readConfiguration(Class<R> type) {
        return Toml.read(path.resolve(CONFIGURATION), type);
    }

    /// Writes the evidence.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`
    public void writeEvidence(Evidence evidence) {
        AtomicFiles.writeString(path.resolve(EVIDENCE), Json.write(evidence));
    }

    /// Whether the run has come to its end and left evidence.
    public boolean hasEvidence() {
        return Files.isRegularFile(path.resolve(EVIDENCE));
    }

    /// Reads the evidence.
    ///
    /// @throws AssayException `ASSAY-4005` if there is none yet, or a problem of [Json] if it does not fit
    public Evidence readEvidence() {
        if (!hasEvidence()) {
            throw noRun(path, "The run has left no evidence.");
        }
        return Json.read(path.resolve(EVIDENCE), Evidence.class);
    }

    /// Adds a line to the log.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`
    public synchronized void log(Object entry) {
        Path log = path.resolve(LOG);
        byte[] line = (Json.line(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        writing.guarded(log, () -> {
            try (FileChannel channel = FileChannel.open(
                    log, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                long end = endOfWholeLines(channel);
                channel.truncate(end);
                append(channel, end, line);
            }
        });
    }

    /// The log, line by line; to be closed.
    ///
    /// @throws AssayException `ASSAY-4001` if there is none
    public JsonLines readLog() {
        return JsonLines.open(path.resolve(LOG));
    }

    /// Cuts off a last line that a killed process left torn, as [#log] does before it adds one.
    ///
    /// @throws AssayException `ASSAY-5001` or `ASSAY-2009`
    public synchronized void mendLog() {
        Path log = path.resolve(LOG);
        if (Files.exists(log)) {
            writing.guarded(log, () -> {
                try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    channel.truncate(endOfWholeLines(channel));
                }
            });
        }
    }

    private static void append(FileChannel channel, long end, byte[] line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes, end + bytes.position());
            }
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    /// The length up to and with the last line feed.
    private static long endOfWholeLines(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long end = channel.size(); end > 0; end--) {
            one.clear();
            channel.read(one, end - 1);
            if (one.get(0) == '\n') {
                return end;
            }
        }
        return 0;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }

    private static AssayException noRun(Path path, String what) {
        return AssayException.of(
                NO_RUN, what, path.toString(), "check the path; a run that has ended has an " + EVIDENCE);
    }
}
