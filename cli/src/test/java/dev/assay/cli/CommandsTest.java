package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.house.Pages;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/// What holds for every command, now and later.
final class CommandsTest {
    static Stream<CommandLine> commands() {
        return below(Assay.tree());
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandsTest::below));
    }

    static Stream<CommandLine> verbs() {
        return commands().filter(command -> command.getSubcommands().isEmpty());
    }

    private static List<List<String>> examples(CommandLine command) {
        return Arrays.stream(command.getCommandSpec().usageMessage().footer())
                .map(String::strip)
                .filter(line -> line.matches("(source <\\()?assay .*"))
                .map(line -> line.replace("source <(", "")
                        .replaceFirst("[)|>].*", "")
                        .strip())
                .map(Pages::words)
                .map(words -> words.subList(1, words.size()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_has_two_examples_that_parse(CommandLine command) {
        assertThat(examples(command)).hasSizeGreaterThanOrEqualTo(2).allSatisfy(CommandsTest::parses);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_lists_the_exit_codes(CommandLine command) {
        String help = command.getUsageMessage();
        assertThat(help).contains("Exit codes:", "Examples:", "--help");
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void a_leaf_of_the_tree_is_a_verb(CommandLine command) {
        assertThat(command.getCommandSpec().userObject()).isInstanceOf(Verb.class);
    }

    @Test
    void every_exit_code_has_a_meaning_in_the_help() {
        String help = Assay.tree().getUsageMessage();
        assertThat(ExitCode.values())
                .allSatisfy(code -> assertThat(help).containsPattern("(?m)^ +" + code.number() + " +\\w"));
    }

    @Test
    void every_command_on_a_page_exists() {
        assertThat(Pages.commands()).isNotEmpty().allSatisfy(CommandsTest::parses);
    }

    private static void parses(List<String> words) {
        assertThatCode(() -> Assay.tree().parseArgs(words.toArray(String[]::new)))
                .as("assay %s", String.join(" ", words))
                .doesNotThrowAnyException();
    }
}
