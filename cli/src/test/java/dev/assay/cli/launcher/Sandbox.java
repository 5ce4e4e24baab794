package dev.assay.cli.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.cli.Main;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/// A folder that looks to the launcher like a repository, and what surrounds it: a home, a `PATH`, a Maven.
final class Sandbox {
    /// All that the launcher needs of the system; there is nothing else in its `PATH`.
    private static final List<String> TOOLS =
            List.of("bash", "env", "readlink", "find", "mkdir", "tee", "grep", "rm", "mv", "touch");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /// How a process ended.
    record Outcome(int code, String out, String err) {}

    /// @param folder   an empty folder
    /// @param launcher the launcher under test
    Sandbox(Path folder, Path launcher) throws IOException {
        this.folder = folder;
        Files.createDirectories(root());
        Files.createDirectories(home());
        Files.createDirectories(bin());
        Files.copy(launcher, root().resolve("assay"));
        executable(root().resolve("assay"));
        Files.writeString(root().resolve("pom.xml"), "<project/>");
        environment.put("HOME", home().toString());
        environment.put("PATH", bin().toString());
        for (String tool : TOOLS) {
            Files.createSymbolicLink(bin().resolve(tool), tool(tool));
        }
        environment.put("ASSAY_JAVA_HOME", System.getProperty("java.home"));
        environment.put("ASSAY_NO_ARCHIVE", "1");
    }

    private static Path tool(String name) {
        return Stream.of("/usr/bin", "/bin", "/usr/local/bin")
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name));
    }

    /// The repository; its path has blanks.
    Path root() {
        return folder.resolve("my own repository");
    }

    Path home() {
        return folder.resolve("home");
    }

    Path bin() {
        return folder.resolve("bin");
    }

    Path target() {
        return root().resolve("cli").resolve("target");
    }

    void set(String name, String value) {
        environment.put(name, value);
    }

    void unset(String name) {
        environment.remove(name);
    }

    /// A program, in bash.
    Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, "#!/bin/bash\n" + text + "\n");
        executable(file);
        return file;
    }

    /// Puts the command line as it is being tested where a build would put it.
    void build() throws IOException {
        Path lib = Files.createDirectories(target().resolve("lib"));
        String paths = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        int number = 0;
        for (String path : paths.split(File.pathSeparator)) {
            Path place = Path.of(path);
            if (Files.exists(place) && !place.endsWith("test-classes")) {
                jar(place, lib.resolve(number++ + ".jar"));
            }
        }
        jar(place(Main.class.getProtectionDomain().getCodeSource().getLocation()), target().resolve("assay-cli.jar"));
        Files.setLastModifiedTime(root().resolve("pom.xml"), FileTime.from(Instant.EPOCH));
    }

    private static void jar(Path place, Path jar) throws IOException {
        if (Files.isRegularFile(place)) {
            Files.createSymbolicLink(jar, place);
            return;
        }
        try (OutputStream stream = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(stream);
                Stream<Path> files = Files.walk(place)) {
            files.filter(Files::isRegularFile).forEach(file -> add(out, place, file));
        }
    }

    private static Path place(URL location) {
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(JarOutputStream out, Path place, Path file) {
        try {
            out.putNextEntry(new JarEntry(place.relativize(file).toString().replace(File.separatorChar, '/')));
            Files.copy(file, out);
            out.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void executable(Path file) {
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException(file + " cannot be made executable");
        }
    }

    /// Runs the launcher in some other folder.
    Outcome assay(String... arguments) throws IOException, InterruptedException {
        return run(root().resolve("assay"), arguments);
    }

    Outcome run(Path program, String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of(program.toString()), Stream.of(arguments))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).directory(home().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path err = folder.resolve("stderr");
        builder.redirectError(err.toFile());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Outcome(process.waitFor(), out, Files.readString(err));
    }
}
