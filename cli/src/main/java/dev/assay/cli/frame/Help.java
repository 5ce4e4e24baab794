package dev.assay.cli.frame;

import dev.assay.base.ExitCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/// What every command has: `--help` and `--version`, and in its help what the exit codes mean.
public final class Help {
    private Help() {}

    /// Gives them to the command and to everything under it; a command may bring its own list of exit codes.
    public static void complete(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true).versionProvider(() -> new String[] {Version.text()});
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        if (usage.exitCodeList().isEmpty()) {
            usage.exitCodeListHeading("%nExit codes:%n");
            usage.exitCodeList(all());
        }
        command.getSubcommands().values().forEach(Help::complete);
    }

    private static Map<String, String> all() {
        Map<String, String> list = new LinkedHashMap<>();
        Arrays.stream(ExitCode.values()).forEach(code -> list.put(" " + code.number(), meaning(code)));
        return list;
    }

    private static String meaning(ExitCode code) {
        return switch (code) {
            case DONE -> "done, every gate met";
            case INTERNAL -> "our fault; the message says where the full trace lies";
            case USAGE -> "wrong option or configuration";
            case GATE -> "finished, but a gate was not met";
            case DATA -> "data or model unreadable, or does not fit";
            case RESOURCES -> "would not fit memory or disk; nothing started";
            case STOPPED -> "stopped early by a watch (NaN, divergence); checkpoint kept";
            case INTERRUPTED -> "interrupted; checkpoint kept, resume line printed";
        };
    }
}
