package dev.assay.cli.option;

import dev.assay.base.AssayException;
import dev.assay.base.Toml;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Where settings come from: `--config FILE`, and `--set key=value` on top of it.
public final class ConfigOptions {
    @Option(names = "--config", paramLabel = "FILE", description = "Settings, a TOML file.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            converter = Setting.Converter.class,
            description = "One setting, such as training.learning-rate=3e-4; wins over the file. May be repeated.")
    private List<Setting> settings = new ArrayList<>();

    /// The file with the settings, if one was named.
    public Optional<Path> file() {
        return config;
    }

    /// The single settings by key, in the order given; of two for one key the later counts.
    public Map<String, String> settings() {
        Map<String, String> byKey = new LinkedHashMap<>();
        settings.forEach(setting -> byKey.put(setting.key(), setting.value()));
        return byKey;
    }

    /// The configuration that a verb cannot do without.
    ///
    /// @throws AssayException `ASSAY-2100` if no file was named, and as [Toml#read]
    public <R extends Record> R required(Class<R> type) {
        Path file = config.orElseThrow(() ->
                AssayException.of("ASSAY-2100", "This verb needs a configuration.", "--config", "add --config FILE"));
        return Toml.read(file, type, overrides());
    }

    /// The configuration, or every default where no file was named.
    ///
    /// @throws AssayException as [Toml#read]
    public <R extends Record> R orDefaults(Class<R> type) {
        return config.isPresent() ? required(type) : Toml.parse("", "the defaults", type, overrides());
    }

    private List<String> overrides() {
        return settings().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .toList();
    }
}
