package dev.assay.tensor;

import dev.assay.base.AssayException;
import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;

/// Brings libtorch into the process: extracts the native libraries once, then loads them.
///
/// The order matters. With an empty extraction cache the loader resolves libraries against each other while
/// they are still being written, and the first JVM dies; extracting everything before the first load avoids
/// that. So every use of the engine begins with [#load()], which the other types of this room call by
/// themselves.
public final class Natives {
    private Natives() {}

    /// Loads the engine; a no-operation from the second call on.
    ///
    /// @throws AssayException `ASSAY-5010` if the libraries cannot be extracted or loaded
    public static void load() {
        Loaded.ensure();
    }

    /// The folder into which the native libraries are extracted, about 420 MB.
    public static Path cacheFolder() {
        try {
            return Loader.getCacheDir().toPath();
        } catch (IOException e) {
            throw cannotLoad(e);
        }
    }

    /// The engine's version and its binding's, after loading it.
    public static String version() {
        load();
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            throw cannotLoad(e);
        }
    }

    /// The vector instructions that the engine's own kernels use on this processor: `AVX2`, `AVX512`, or
    /// `DEFAULT` for none of these.
    public static String instructions() {
        load();
        return torch.get_cpu_capability().getString();
    }

    /// How many CUDA devices can be used; 0 with the build for processors.
    public static int cudaDevices() {
        load();
        return cudaBuild() && torch.cuda_is_available() ? (int) torch.cuda_device_count() : 0;
    }

    /// Whether the CUDA build of the engine is the one on the class path.
    public static boolean cudaBuild() {
        return extension().startsWith("-gpu");
    }

    private static String extension() {
        return System.getProperty("org.bytedeco.javacpp.platform.extension", "");
    }

    private static AssayException cannotLoad(Throwable cause) {
        return new AssayException(
                new dev.assay.base.Problem(
                        "ASSAY-5010",
                        "The tensor engine's native libraries cannot be extracted or loaded: " + firstLine(cause),
                        "platform " + Loader.getPlatform() + extension(),
                        "free about 500 MB under the cache folder (or set -Dorg.bytedeco.javacpp.cachedir to another),"
                                + " and use the build made for this platform; `assay doctor` checks both"),
                cause);
    }

    /// The first line of a native error; the rest is a C++ trace that helps nobody.
    public static String firstLine(Throwable error) {
        String message = String.valueOf(error.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /// Loading happens in a static initialiser, so that the JVM makes it happen once and makes other threads
    /// wait.
    private static final class Loaded {
        static {
            String platform = Loader.getPlatform();
            try {
                Loader.cacheResources(Loader.class, "/org/bytedeco/openblas/" + platform + "/");
                Loader.cacheResources(Loader.class, "/org/bytedeco/pytorch/" + platform + extension() + "/");
                Loader.load(torch.class);
            } catch (IOException | UnsatisfiedLinkError e) {
                throw cannotLoad(e);
            }
        }

        static void ensure() {}
    }
}
