package dev.assay.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

final class OptionsTest {
    @Command(name = "verb")
    private static final class Every {
        @Mixin
        private final ConfigOptions config = new ConfigOptions();

        @Mixin
        private final SeedOption seed = new SeedOption();

        @Mixin
        private final OutOption out = new OutOption();

        @Mixin
        private final OutputOptions output = new OutputOptions();
    }

    private static Every parse(String... arguments) {
        Every every = new Every();
        new CommandLine(every).parseArgs(arguments);
        return every;
    }

    @Test
    void nothing_given_is_nothing_there() {
        Every every = parse();
        assertThat(every.config.file()).isEmpty();
        assertThat(every.config.settings()).isEmpty();
        assertThat(every.seed.seed()).isEmpty();
        assertThat(every.out.folder()).isEmpty();
        assertThat(every.out.dryRun()).isFalse();
        assertThat(every.output.json()).isFalse();
    }

    @Test
    void everything_given_is_there() {
        Every every = parse(
                "--config",
                "a.toml",
                "--set",
                "training.learning-rate=3e-4",
                "--set=name=a=b",
                "--seed",
                "7",
                "--out",
                "runs/x",
                "--dry-run",
                "--json");
        assertThat(every.config.file()).contains(Path.of("a.toml"));
        assertThat(every.config.settings())
                .containsExactly(Map.entry("training.learning-rate", "3e-4"), Map.entry("name", "a=b"));
        assertThat(every.seed.seed()).contains(7L);
        assertThat(every.out.folder()).contains(Path.of("runs", "x"));
        assertThat(every.out.dryRun()).isTrue();
        assertThat(every.output.json()).isTrue();
    }

    @Test
    void of_two_settings_for_one_key_the_later_counts() {
        assertThat(parse("--set", "a=1", "--set", "a=2").config.settings())
                .containsEntry("a", "2")
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate", "=3", "a..b=1", ".a=1", "a.=1", "a b=1", "a\u001b=1", ""})
    void what_is_no_setting_is_refused(String text) {
        assertThatThrownBy(() -> parse("--set", text)).isInstanceOf(ParameterException.class);
    }

    @Test
    void an_empty_value_is_a_value() {
        assertThat(parse("--set", "note=").config.settings()).containsEntry("note", "");
    }

    @Test
    void a_setting_cannot_exist_without_a_key() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Setting("", "x"));
    }
}
