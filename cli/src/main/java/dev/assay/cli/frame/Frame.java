package dev.assay.cli.frame;

import dev.assay.base.ExitCode;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// One run of the command line: from the arguments to the exit code.
public final class Frame {
    private final CommandLine root;
    private final Console console;
    private final Interruption interruption;
    private final Failures failures;

    /// @param root    the command tree, whose leaves are [verbs][Verb]
    /// @param console where everything is written
    /// @param traces  takes the full trace of what should not have happened
    public Frame(CommandLine root, Console console, Interruption interruption, Traces traces) {
        this.root = root;
        this.console = console;
        this.interruption = interruption;
        this.failures = new Failures(traces);
        root.setOut(writer(console.results()));
        root.setErr(writer(console.log()));
        root.setColorScheme(CommandLine.Help.defaultColorScheme(ansi(console.results())));
    }

    private static PrintWriter writer(Channel channel) {
        return new PrintWriter(channel.stream(), true, channel.stream().charset());
    }

    private static Ansi ansi(Channel channel) {
        return channel.colour() ? Ansi.ON : Ansi.OFF;
    }

    /// Runs the verb that the arguments name, and shows what went wrong if anything did. Never throws.
    public ExitCode run(String... arguments) {
        try {
            ParseResult parsed = root.parseArgs(arguments);
            if (CommandLine.executeHelpRequest(parsed) != null) {
                return ExitCode.DONE;
            }
            return perform(leaf(parsed));
        } catch (ParameterException e) {
            return show(failures.of(e), arguments);
        } catch (Throwable e) {
            if (interruption.requested()) {
                return ExitCode.INTERRUPTED;
            }
            return show(failures.of(e, words(arguments)), arguments);
        }
    }

    private ExitCode perform(CommandLine command) throws Exception {
        if (command.getCommandSpec().userObject() instanceof Verb verb) {
            return verb.run(console, interruption);
        }
        if (command.getParent() == null) {
            root.usage(root.getErr(), Ansi.OFF);
            return ExitCode.USAGE;
        }
        throw new MissingVerb(command);
    }

    private static CommandLine leaf(ParseResult parsed) {
        List<CommandLine> path = parsed.asCommandLineList();
        return path.getLast();
    }

    private ExitCode show(Failures.Failure failure, String... arguments) {
        failure.problems().forEach(console::problem);
        if (Arrays.asList(arguments).contains("--json")) {
            console.json(failure.json());
        }
        return failure.exitCode();
    }

    /// The arguments without any value, which may be private: command words up to the first option, and option
    /// names.
    private List<String> words(String... arguments) {
        boolean[] options = {false};
        return Arrays.stream(arguments)
                .filter(argument -> {
                    options[0] |= argument.startsWith("-");
                    return options[0] ? argument.startsWith("--") : isCommand(argument);
                })
                .map(argument -> argument.replaceFirst("=.*", "=..."))
                .toList();
    }

    private boolean isCommand(String argument) {
        return root.getSubcommands().values().stream()
                .anyMatch(area -> area.getCommandName().equals(argument)
                        || area.getSubcommands().containsKey(argument));
    }
}
