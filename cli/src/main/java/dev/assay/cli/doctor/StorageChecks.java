package dev.assay.cli.doctor;

import dev.assay.base.AssayException;
import dev.assay.tiny.model.BundledModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at the home folder, and at the caches for the engine's libraries and the bundled model.
final class StorageChecks {
    /// What the unpacked libraries take, rounded up from 417 MB measured on Linux.
    private static final long UNPACKED_BYTES = 450L << 20;

    private static final double GIB = 1L << 30;

    private StorageChecks() {}

    static Check home(Machine machine) {
        Path home = machine.home();
        return Files.isDirectory(home) && Files.isWritable(home)
                ? Check.passed("home", home + " is writable")
                : Check.issue(
                        "home", home + " is not a writable folder", "set HOME to one: caches and traces go there");
    }

    /// Whether there is room for the engine's libraries, or they are there already.
    static Check cache(Machine machine) {
        Path cache = cacheFolder(machine);
        Optional<Path> stands = existing(cache);
        if (stands.isEmpty() || !Files.isWritable(stands.get())) {
            return Check.issue(
                    "cache",
                    cache + " is not writable",
                    "set ASSAY_JAVA_OPTIONS=" + "-Dorg.bytedeco.javacpp.cachedir=FOLDER to a folder that is");
        }
        try {
            return room(cache, unpacked(cache), Files.getFileStore(stands.get()).getUsableSpace());
        } catch (IOException e) {
            return Check.notChecked("cache", cache + ": " + e.getMessage());
        }
    }

    /// Whether the copy of the bundled model, if one lies in the cache already, is what the program holds.
    static Check bundledModel(Machine machine) {
        Path cache =
                BundledModel.cache(machine.environment(), machine.property("user.home"), machine.property("os.name"));
        Path folder = BundledModel.place(cache);
        if (!Files.isDirectory(folder)) {
            return Check.passed("model", BundledModel.NAME + " is not unpacked yet; its first use does that");
        }
        try {
            return BundledModel.intact(cache)
                    ? Check.passed("model", BundledModel.NAME + " is whole, in " + folder)
                    : damaged(folder);
        } catch (AssayException e) {
            return damaged(folder);
        }
    }

    private static Check damaged(Path folder) {
        return Check.issue(
                "model",
                "the weights of " + BundledModel.NAME + " in " + folder + " are not those that Assay brought",
                "delete that folder: the next use unpacks the model again");
    }

    private static Check room(Path cache, boolean unpacked, long freeBytes) {
        String found = String.format(
                Locale.ROOT,
                "%s, the engine's libraries are %s, %.1f GiB free",
                cache,
                unpacked ? "unpacked" : "not unpacked yet",
                freeBytes / GIB);
        return unpacked || freeBytes >= UNPACKED_BYTES
                ? Check.passed("cache", found)
                : Check.issue(
                        "cache", found, "free " + (UNPACKED_BYTES >> 20) + " MiB there: the first start unpacks them");
    }

    private static Path cacheFolder(Machine machine) {
        String named = machine.property("org.bytedeco.javacpp.cachedir");
        return named.isEmpty() ? machine.home().resolve(".javacpp").resolve("cache") : Path.of(named);
    }

    private static Optional<Path> existing(Path folder) {
        return Stream.iterate(
                        Optional.of(folder.toAbsolutePath()), Optional::isPresent, path -> path.map(Path::getParent))
                .flatMap(Optional::stream)
                .filter(Files::exists)
                .findFirst();
    }

    /// Each jar is unpacked into a folder of its own name.
    private static boolean unpacked(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return false;
        }
        try (Stream<Path> jars = Files.list(cache)) {
            return jars.anyMatch(jar -> {
                String name = String.valueOf(jar.getFileName());
                return name.startsWith("pytorch-") && name.endsWith(".jar");
            });
        }
    }
}
