package dev.assay.model.remote;

import dev.assay.base.AssayException;
import dev.assay.base.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A file that remembers what became of each prompt, one line each, written as soon as it is known.
///
/// Principle: lines are only ever appended, each by one write to the operating system, so that a process killed
/// at any moment leaves whole lines and at most one torn at the end. That one is cut off when the file is opened
/// again, and its prompt asked again. Of two lines with one key the later one counts.
///
/// Known limits: lines are not forced to the disk one by one, so a machine that loses power may lose the latest
/// ones; their prompts are asked again. One process at a time holds the file, by a file lock.
final class Journal implements AutoCloseable {
    private static final String OPENING = "{\"key\":\"";
    private static final int LONGEST_LINE = 64 << 20;

    private final Path file;
    private final RandomAccessFile storage;
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private long end;

    /// Reads what the storage holds.
    ///
    /// A random-access file and not a channel: an interrupt closes a channel, and with it the journal of all
    /// threads.
    Journal(Path file, RandomAccessFile storage) throws IOException {
        this.file = file;
        this.storage = storage;
        read();
    }

    /// Opens or begins a journal.
    ///
    /// @throws AssayException `ASSAY-2037` if another run holds it, `ASSAY-4037` if a line inside is damaged,
    ///     `ASSAY-5031` if the file cannot be read or written
    static Journal open(Path file) {
        RandomAccessFile storage = null;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            storage = new RandomAccessFile(file.toFile(), "rw");
            lock(file, storage);
            return new Journal(file, storage);
        } catch (IOException e) {
            close(storage);
            throw new AssayException(unwritable(file, e), e);
        } catch (AssayException e) {
            close(storage);
            throw e;
        }
    }

    private static void lock(Path file, RandomAccessFile storage) throws IOException {
        boolean free;
        try {
            free = storage.getChannel().tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            throw AssayException.of(
                    "ASSAY-2037",
                    "Another run is writing this journal.",
                    file.toString(),
                    "wait for it to end, or give this run a journal of its own");
        }
    }

    private static void close(@Nullable RandomAccessFile storage) {
        try {
            if (storage != null) {
                storage.close();
            }
        } catch (IOException e) {
            // The failure that led here is the one to tell.
            return;
        }
    }

    private void read() throws IOException {
        var buffer = new byte[1 << 16];
        var line = new ByteArrayOutputStream();
        int number = 1;
        long at = 0;
        for (int length = storage.read(buffer); length >= 0; length = storage.read(buffer)) {
            for (int i = 0; i < length; i++) {
                at++;
                if (buffer[i] != '\n') {
                    line.write(buffer[i]);
                    checkLength(line.size(), number);
                    continue;
                }
                take(line.toString(StandardCharsets.UTF_8), number++);
                line.reset();
                end = at;
            }
        }
        if (!torn(line.toString(StandardCharsets.UTF_8))) {
            throw damaged(number, "It is not one of a journal");
        }
        storage.setLength(end);
    }

    /// Whether a last line without its end can be one of ours that was torn, or never filled by a machine that
    /// lost power.
    ///
    /// Whatever else stands there belongs to somebody, and is not cut off.
    private static boolean torn(String line) {
        return OPENING.startsWith(line)
                || line.startsWith(OPENING)
                || line.chars().allMatch(c -> c == 0);
    }

    private void take(String text, int number) {
        try {
            JournalLine line = JournalLine.read(text);
            outcomes.put(line.key(), line.outcome());
        } catch (Malformed e) {
            throw damaged(number, e.what());
        }
    }

    private void checkLength(int length, int number) {
        if (length > LONGEST_LINE) {
            throw damaged(number, "It is longer than " + LONGEST_LINE + " bytes");
        }
    }

    private AssayException damaged(int number, String what) {
        return AssayException.of(
                "ASSAY-4037",
                "A line of the journal is damaged. " + what + ".",
                file + ", line " + number,
                "check that this is the journal of a batch run; delete the line to have its prompt asked again");
    }

    /// What became of a prompt in an earlier run or this one.
    Optional<Outcome> outcome(String key) {
        lock.lock();
        try {
            return Optional.ofNullable(outcomes.get(key));
        } finally {
            lock.unlock();
        }
    }

    /// Writes a line.
    ///
    /// @throws AssayException `ASSAY-5031` if it cannot be written; the file keeps the lines before it
    void append(JournalLine line) {
        lock.lock();
        try {
            byte[] bytes = (line.write() + "\n").getBytes(StandardCharsets.UTF_8);
            storage.seek(end);
            storage.write(bytes);
            end += bytes.length;
            outcomes.put(line.key(), line.outcome());
        } catch (IOException e) {
            cutOff();
            throw new AssayException(unwritable(file, e), e);
        } finally {
            lock.unlock();
        }
    }

    private void cutOff() {
        try {
            storage.setLength(end);
        } catch (IOException e) {
            // The half line is cut off when the journal is opened again.
            return;
        }
    }

    private static Problem unwritable(Path file, IOException cause) {
        return new Problem(
                "ASSAY-5031",
                "The journal of a batch run cannot be read or written: " + cause.getMessage() + ".",
                file.toString(),
                "free space or choose another place, and start again; what was answered before is kept");
    }

    @Override
    public void close() {
        try {
            storage.close();
        } catch (IOException e) {
            throw new AssayException(unwritable(file, e), e);
        }
    }
}
