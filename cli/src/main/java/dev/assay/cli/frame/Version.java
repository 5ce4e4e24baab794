package dev.assay.cli.frame;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The versions of Assay, of its engine and of Java; reads them without loading the engine.
///
/// Knows nothing of picocli: its classes are in a format too old for the start archive, and so would this one be.
public final class Version {
    private static final String RESOURCE = "/dev/assay/cli/version.properties";

    private Version() {}

    /// One line, such as `assay 0.1.0 (libtorch 2.10.0, Java 25.0.1, linux amd64)`.
    public static String text() {
        Properties versions = read();
        return "assay " + versions.getProperty("assay") + " (libtorch "
                + versions.getProperty("engine").replaceFirst("-.*", "") + ", Java "
                + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ")";
    }

    private static Properties read() {
        Properties versions = new Properties();
        try (InputStream stream = Version.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE);
            }
            versions.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }
}
