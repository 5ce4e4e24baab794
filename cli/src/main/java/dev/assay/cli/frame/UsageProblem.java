package dev.assay.cli.frame;

import dev.assay.base.NearestName;
import dev.assay.base.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.MaxValuesExceededException;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns picocli's complaints about arguments into problems that say how to mend them.
final class UsageProblem {
    private UsageProblem() {}

    static Problem of(ParameterException mistake) {
        return switch (mistake) {
            case UnmatchedArgumentException unknown -> unknown(unknown);
            case MissingVerb missing -> said("ASSAY-2102", missing, "one of: " + String.join(", ", missing.verbs()));
            case MissingParameterException missing -> said("ASSAY-2102", missing, "give " + names(missing));
            case OverwrittenOptionException twice -> said("ASSAY-2104", twice, "give it once");
            case MutuallyExclusiveArgsException both -> said("ASSAY-2104", both, "give one of them");
            case MaxValuesExceededException many -> said("ASSAY-2104", many, "give fewer values");
            default -> said("ASSAY-2103", mistake, "give a value of the kind it names");
        };
    }

    private static Problem said(String code, ParameterException mistake, String mend) {
        return problem(code, Objects.requireNonNullElse(mistake.getMessage(), "Wrong arguments"), mistake, mend);
    }

    private static Problem unknown(UnmatchedArgumentException mistake) {
        String first = mistake.getUnmatched().getFirst();
        String what =
                (mistake.isUnknownOption() ? "There is no option '" : "There is nothing to do with '") + first + "'";
        return problem("ASSAY-2101", what, mistake, nearest(mistake));
    }

    private static String nearest(UnmatchedArgumentException mistake) {
        String given = mistake.getUnmatched().getFirst().replaceFirst("=.*", "");
        List<String> names = mistake.getCommandLine().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
        List<String> near = NearestName.of(given, names).map(List::of).orElseGet(mistake::getSuggestions);
        if (!near.isEmpty()) {
            return "did you mean " + near.stream().limit(3).collect(Collectors.joining(", or ")) + "?";
        }
        Set<String> verbs = mistake.getCommandLine().getSubcommands().keySet();
        return mistake.isUnknownOption() || verbs.isEmpty() ? "leave it out" : "one of: " + String.join(", ", verbs);
    }

    private static String names(MissingParameterException mistake) {
        // Picocli writes those that exclude each other with a bar between.
        String joint = String.valueOf(mistake.getMessage()).contains(" | ") ? " or " : " and ";
        return mistake.getMissing().stream().map(UsageProblem::name).collect(Collectors.joining(joint));
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel();
    }

    private static Problem problem(String code, String what, ParameterException mistake, String mend) {
        String command = mistake.getCommandLine().getCommandSpec().qualifiedName();
        String sentence = what.endsWith(".") ? what : what + ".";
        return new Problem(
                code,
                sentence,
                "command line of '" + command + "'",
                mend + "\n" + command + " --help lists what it takes");
    }
}
