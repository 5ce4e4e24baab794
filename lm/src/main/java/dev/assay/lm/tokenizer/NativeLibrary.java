package dev.assay.lm.tokenizer;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// Loads the native tokenizer library from its jar.
///
/// The jar's own loader looks for CUDA devices and, on finding one, fetches another build from the network; its
/// public classes report each use to their makers on some clouds. This loader does neither: it copies the
/// library once to `~/.cache/assay/natives` (or the folder in the system property `assay.natives`) and loads it
/// from there.
final class NativeLibrary {
    private static final String ROOT = "native/lib/";

    private NativeLibrary() {}

    /// The native functions, ready to be called.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-1040` if the library cannot be copied or loaded here
    static TokenizersLibrary functions() {
        if (!Loaded.FAULT.isEmpty()) {
            throw Refusal.noNatives(
                    cache().toString(), "The native tokenizer library cannot be loaded: " + Loaded.FAULT);
        }
        return TokenizersLibrary.LIB;
    }

    /// Loading happens once in each process, on first use; a fault is kept, since initialisation must not
    /// throw.
    private static final class Loaded {
        static final String FAULT = load();

        private static String load() {
            try {
                Path cache = cache().resolve("tokenizers-" + version() + "-" + platform());
                Files.createDirectories(cache);
                for (String file : files()) {
                    System.load(copy(ROOT + platform() + "/cpu/" + file, cache.resolve(file))
                            .toString());
                }
                return "";
            } catch (IOException | UnsatisfiedLinkError fault) {
                return fault.toString();
            }
        }
    }

    static Path cache() {
        String named = System.getProperty("assay.natives", "");
        return named.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".cache", "assay", "natives")
                : Path.of(named).toAbsolutePath();
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("win") ? "win" : system.startsWith("mac") ? "osx" : "linux";
        String machine = System.getProperty("os.arch");
        return name + "-" + (machine.equals("amd64") ? "x86_64" : machine);
    }

    private static List<String> files() {
        return platform().startsWith("win")
                ? List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", "tokenizers.dll")
                : List.of(System.mapLibraryName("tokenizers"));
    }

    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = resource(ROOT + "tokenizers.properties").openStream()) {
            properties.load(in);
        }
        return properties.getProperty("version", "unknown").replaceAll("[^\\w.-]", "_");
    }

    /// Several processes may do this at once: each writes a file of its own and moves it into place.
    private static Path copy(String name, Path target) throws IOException {
        URL source = resource(name);
        long length = source.openConnection().getContentLengthLong();
        if (Files.isRegularFile(target) && Files.size(target) == length) {
            return target;
        }
        Path own = Files.createTempFile(target.getParent(), "copy", ".part");
        try (InputStream in = source.openStream()) {
            Files.copy(in, own, StandardCopyOption.REPLACE_EXISTING);
            return Files.move(own, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(own);
        }
    }

    private static URL resource(String name) throws IOException {
        URL found = TokenizersLibrary.class.getClassLoader().getResource(name);
        if (found == null) {
            throw new IOException("the jar holds no " + name + " for this platform");
        }
        return found;
    }
}
