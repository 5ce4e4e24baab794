package dev.assay.lm.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Finds the chat templates of a model folder.
final class TemplateFiles {
    private static final int MOST_BYTES = 16 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private TemplateFiles() {}

    /// Templates by name; the one for common use is `default`.
    static Map<String, String> read(Path folder) {
        Map<String, String> templates = new LinkedHashMap<>();
        Path configuration = folder.resolve("tokenizer_config.json");
        if (Files.isRegularFile(configuration)) {
            put(templates, configured(configuration), configuration);
        }
        Path own = folder.resolve("chat_template.jinja");
        if (Files.isRegularFile(own)) {
            templates.put("default", new String(bytes(own), StandardCharsets.UTF_8));
        }
        return templates;
    }

    private static JsonNode configured(Path file) {
        try {
            return JSON.readTree(bytes(file)).path("chat_template");
        } catch (IOException fault) {
            throw ChatRefusal.unreadable(file.toString(), "The file is not valid JSON.");
        }
    }

    /// One template, or a list of `{"name": ..., "template": ...}`.
    private static void put(Map<String, String> templates, JsonNode configured, Path file) {
        if (configured.isTextual()) {
            templates.put("default", configured.textValue());
        }
        for (JsonNode entry : configured) {
            if (!entry.path("name").isTextual() || !entry.path("template").isTextual()) {
                throw ChatRefusal.unreadable(
                        file + ", chat_template", "Each of several chat templates needs \"name\" and \"template\".");
            }
            templates.put(entry.path("name").textValue(), entry.path("template").textValue());
        }
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES);
            if (in.read() >= 0) {
                throw ChatRefusal.unreadable(file.toString(), "The file has more than " + MOST_BYTES + " bytes.");
            }
            return bytes;
        } catch (IOException fault) {
            throw ChatRefusal.unreadable(file.toString(), "The file cannot be read: " + fault.getMessage() + ".");
        }
    }
}
