package dev.assay.cli;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `assay generate-completion`: writes the script that completes commands and options in bash and zsh.
@Command(
        name = "generate-completion",
        description = "Write a completion script for bash and zsh to standard output.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(assay generate-completion)",
            "  assay generate-completion > ~/.local/share/bash-completion/completions/assay"
        })
final class GenerateCompletion implements Verb {
    private final CommandLine root;

    GenerateCompletion(CommandLine root) {
        this.root = root;
    }

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        console.result(AutoComplete.bash(root.getCommandName(), root));
        return ExitCode.DONE;
    }
}
