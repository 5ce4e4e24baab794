package dev.assay.lm.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/// The folder of real models and reference answers, where a machine has one.
public final class SharedData {
    private SharedData() {}

    /// A folder under `models`; the calling test is skipped where it is absent.
    public static Path models(String name) {
        String root = System.getProperty("ASSAY_SHARED_DATA", System.getenv("ASSAY_SHARED_DATA"));
        Path folder = Path.of(root == null ? "../../shared/data" : root, "models", name);
        Assumptions.assumeTrue(Files.isDirectory(folder), "no shared data at " + folder);
        return folder;
    }

    /// Copies a tokenizer folder, unpacking its `tokenizer.json.gz`.
    public static Path unpacked(Path folder, Path into) throws IOException {
        Path config = folder.resolve("tokenizer_config.json");
        Files.copy(config, into.resolve("tokenizer_config.json"), StandardCopyOption.REPLACE_EXISTING);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(folder.resolve("tokenizer.json.gz")))) {
            Files.copy(in, into.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
        }
        return into;
    }

    /// Reads a JSON file.
    public static JsonNode json(Path file) throws IOException {
        return TokenizerJson.JSON.readTree(file.toFile());
    }

    /// An array of ids.
    public static int[] ids(JsonNode array) {
        int[] ids = new int[array.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = array.get(i).intValue();
        }
        return ids;
    }
}
