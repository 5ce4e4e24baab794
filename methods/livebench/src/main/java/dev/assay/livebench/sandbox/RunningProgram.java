package dev.assay.livebench.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A process with a limit on its time and on what it writes out.
final class RunningProgram {
    private RunningProgram() {}

    /// @param shared whether another user is to write the folder
    static Outcome run(List<String> command, Path folder, Limits limits, boolean shared) {
        try {
            if (shared) {
                share(folder);
            }
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            return follow(process, limits);
        } catch (IOException e) {
            return new Outcome.Unavailable("it cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Stopped("interrupted");
        }
    }

    private static void share(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxrwxrwx"));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rw-rw-rw-"));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Outcome follow(Process process, Limits limits) throws InterruptedException {
        AtomicBoolean flooded = new AtomicBoolean();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        Thread reader = reader(process, process.getInputStream(), output, limits, flooded);
        Thread errorReader = reader(process, process.getErrorStream(), errors, limits, flooded);
        boolean ended = process.waitFor(limits.wall().toMillis(), TimeUnit.MILLISECONDS);
        kill(process);
        process.waitFor();
        reader.join(1000);
        errorReader.join(1000);
        if (flooded.get()) {
            return new Outcome.Stopped("it wrote more than " + 2L * limits.outputBytes() + " bytes");
        }
        return ended
                ? new Outcome.Ended(
                        process.exitValue(),
                        output.toString(StandardCharsets.UTF_8),
                        errors.toString(StandardCharsets.UTF_8))
                : new Outcome.Stopped("it ran longer than " + limits.wall().toMillis() + " ms");
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static Thread reader(
            Process process, InputStream stream, ByteArrayOutputStream kept, Limits limits, AtomicBoolean flooded) {
        return Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[8192];
            long read = 0;
            try (stream) {
                for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                    read += count;
                    if (kept.size() < limits.outputBytes()) {
                        kept.write(buffer, 0, Math.min(count, limits.outputBytes() - kept.size()));
                    }
                    if (read > 2L * limits.outputBytes()) {
                        flooded.set(true);
                        kill(process);
                        return;
                    }
                }
            } catch (IOException e) {
                // The process is gone, and with it what it would have written.
                return;
            }
        });
    }
}
