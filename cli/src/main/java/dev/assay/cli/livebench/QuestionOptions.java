package dev.assay.cli.livebench;

import dev.assay.livebench.question.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which questions a verb is about.
final class QuestionOptions {
    @Option(
            names = "--questions",
            required = true,
            split = ",",
            paramLabel = "FILE",
            description = "Questions, JSON lines in LiveBench's layout. May be repeated.")
    private List<Path> questions = new ArrayList<>();

    @Mixin
    private final SelectionOptions selection = new SelectionOptions();

    /// The files that were named.
    List<Path> files() {
        return List.copyOf(questions);
    }

    /// The questions.
    ///
    /// @throws dev.assay.base.AssayException as [SelectionOptions#read]
    List<Question> read() {
        return selection.read(questions);
    }
}
