package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Runs scripts of the tests under Node.js, with a package that they need.
final class NodeScript {
    private NodeScript() {}

    static boolean isReady() {
        return isThere("node") && isThere("npm");
    }

    static boolean isThere(String program) {
        return !place(program).isEmpty();
    }

    /// Where a program lies; empty if it does not.
    static String place(String program) {
        try {
            Process process = new ProcessBuilder("sh", "-c", "command -v " + program).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The JSON that a script prints in the end.
    static String run(String script, String need, List<String> arguments) throws IOException, InterruptedException {
        String name = need.substring(0, need.lastIndexOf('@'));
        Path folder = Files.createDirectories(Path.of("target", "node-" + name));
        try (InputStream text = NodeScript.class.getResourceAsStream(script)) {
            Files.write(folder.resolve(script), Objects.requireNonNull(text).readAllBytes());
        }
        if (!Files.isDirectory(folder.resolve("node_modules").resolve(name))) {
            run(
                    folder,
                    List.of("npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", ".", need));
        }
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(arguments);
        String said = run(folder, command);
        return said.substring(said.indexOf('{'));
    }

    private static String run(Path folder, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
