package dev.assay.cli.serve;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Takes the value of an option that was not given from the environment: `--max-body` from
/// `ASSAY_SERVE_MAX_BODY`.
public final class FlagVariables implements IDefaultValueProvider {
    private static final String PREFIX = "ASSAY_SERVE_";

    private final Map<String, String> environment;

    /// From the environment of this process.
    public FlagVariables() {
        this(System.getenv());
    }

    FlagVariables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        // Nothing is what picocli takes for no default.
        return argument instanceof OptionSpec option
                ? Optional.ofNullable(environment.get(variable(option))).orElse(null)
                : null;
    }

    /// The variable of an option.
    static String variable(OptionSpec option) {
        String name = Stream.of(option.names())
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
        return PREFIX + name.replaceFirst("^--", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
