package dev.assay.tiny.model;

import dev.assay.base.AtomicFiles;
import dev.assay.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The bundled model as a folder, as readers of models need it.
///
/// The files lie inside the program; the first use copies them, whole or not at all, into a folder of the
/// user's cache whose name begins the hash of the weights, so that another build brings its own.
public final class BundledModel {
    /// What `--model` calls it.
    public static final String NAME = "tiny";

    private static final String RESOURCES = "/dev/assay/tiny/model/";
    private static final String WEIGHTS = "model.safetensors";
    private static final List<String> FILES = List.of(
            "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "README.md", WEIGHTS);

    private BundledModel() {}

    /// The folder of the model, in the user's cache.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-2009` or `ASSAY-5001` if the cache cannot be written
    public static Path folder() {
        return folder(cache(System.getenv(), System.getProperty("user.home"), System.getProperty("os.name")));
    }

    /// The folder of the model, in a cache of one's own.
    ///
    /// @throws dev.assay.base.AssayException as [#folder()]
    public static Path folder(Path cache) {
        Path folder = place(cache);
        if (!whole(folder)) {
            AtomicFiles.writeFolder(folder, temporary -> {
                for (String name : FILES) {
                    Files.write(temporary.resolve(name), bytes(name));
                }
            });
        }
        return folder;
    }

    /// Where in a cache the model's folder is, or will be at its first use.
    public static Path place(Path cache) {
        return cache.resolve("models").resolve(sha256().substring(0, 12)).resolve(NAME);
    }

    /// Where the cache lies: `ASSAY_CACHE` if it is set, otherwise where the system keeps such things.
    public static Path cache(Map<String, String> environment, String home, String system) {
        String named = environment.getOrDefault("ASSAY_CACHE", "");
        if (!named.isEmpty()) {
            return Path.of(named);
        }
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return Path.of(home, "Library", "Caches", "assay");
        }
        if (name.startsWith("windows") && environment.containsKey("LOCALAPPDATA")) {
            return Path.of(environment.getOrDefault("LOCALAPPDATA", home), "assay", "cache");
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        return (shared.isEmpty() ? Path.of(home, ".cache") : Path.of(shared)).resolve("assay");
    }

    /// The hash of the weights, as the build noted it.
    public static String sha256() {
        return new String(bytes("model.sha256"), StandardCharsets.UTF_8).strip();
    }

    /// Whether the weights that lie in a cache are those that the program holds.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-4001` if they are not there, or cannot be read
    public static boolean intact(Path cache) {
        return Sha256.of(place(cache).resolve(WEIGHTS)).equals(sha256());
    }

    private static boolean whole(Path folder) {
        return FILES.stream().allMatch(name -> {
            try {
                return Files.size(folder.resolve(name)) == length(name);
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static long length(String name) throws IOException {
        var resource = BundledModel.class.getResource(RESOURCES + name);
        return resource == null ? -1 : resource.openConnection().getContentLengthLong();
    }

    private static byte[] bytes(String name) {
        try (InputStream in = BundledModel.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IllegalStateException("the build left out " + RESOURCES + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
