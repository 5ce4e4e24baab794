package dev.assay.cli.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The checked-out repository that the tests stand in.
final class Repository {
    private static final Set<String> NOT_OURS = Set.of(".git", "target", ".assay", "runs", ".idea", ".vscode");

    private Repository() {}

    /// The folder with the launcher, at or above the working folder.
    static Path root() {
        return Stream.iterate(
                        Optional.of(Path.of("").toAbsolutePath()),
                        Optional::isPresent,
                        folder -> folder.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(folder -> Files.exists(folder.resolve("assay")) && Files.exists(folder.resolve(".mvn")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not inside the repository"));
    }

    /// Every file that is ours, made by no tool; that git ignores is told by the folder's name.
    static List<Path> files() {
        try (Stream<Path> walk = Files.walk(root())) {
            return walk.filter(Files::isRegularFile).filter(Repository::isOurs).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path file) {
        for (Path name : root().relativize(file)) {
            if (NOT_OURS.contains(name.toString())) {
                return false;
            }
        }
        return true;
    }

    static List<Path> files(String suffix) {
        return files().stream().filter(file -> file.toString().endsWith(suffix)).toList();
    }

    static String relative(Path file) {
        return root().relativize(file).toString().replace('\\', '/');
    }

    static String read(Path file) {
        return text(file).orElseThrow(() -> new IllegalStateException(file + " is not text"));
    }

    /// The file's text; empty if it is no UTF-8 text.
    static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file)).filter(text -> text.indexOf('\0') < 0);
        } catch (CharacterCodingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
