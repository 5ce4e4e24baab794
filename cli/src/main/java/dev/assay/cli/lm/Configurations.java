package dev.assay.cli.lm;

import dev.assay.base.AssayException;
import dev.assay.base.Toml;
import dev.assay.cli.option.ConfigOptions;
import java.nio.file.Path;
import java.util.List;

/// Reads a verb's configuration from `--config` and `--set`.
final class Configurations {
    private Configurations() {}

    static <R extends Record> R read(ConfigOptions options, Class<R> type) {
        Path file = options.file()
                .orElseThrow(() -> AssayException.of(
                        "ASSAY-2100", "This verb needs a configuration.", "--config", "add --config FILE"));
        List<String> settings = options.settings().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList();
        return Toml.read(file, type, settings);
    }
}
