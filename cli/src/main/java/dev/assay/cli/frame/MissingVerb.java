package dev.assay.cli.frame;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// An area was named without what to do in it.
final class MissingVerb extends ParameterException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> verbs;

    MissingVerb(CommandLine area) {
        super(area, "'" + area.getCommandSpec().qualifiedName() + "' needs a verb");
        verbs = List.copyOf(area.getSubcommands().keySet());
    }

    /// The verbs there are.
    List<String> verbs() {
        return verbs;
    }
}
