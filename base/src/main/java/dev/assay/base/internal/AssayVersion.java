package dev.assay.base.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/// Assay's own version, which the build writes into a resource.
public final class AssayVersion {
    private AssayVersion() {}

    /// The version, such as `0.1.0`, or `unknown` where the resource was left out of a package.
    public static String text() {
        try (InputStream in = AssayVersion.class.getResourceAsStream("version.properties")) {
            var properties = new Properties();
            if (in != null) {
                properties.load(in);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
