package dev.assay.cli.livebench;

import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.cli.option.OutputOptions;
import dev.assay.livebench.asking.AnswerFile;
import dev.assay.livebench.asking.Asking;
import dev.assay.livebench.asking.AskingPlan;
import dev.assay.livebench.question.Question;
import dev.assay.model.LanguageModel;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay livebench answer`: has a model answer questions.
@Command(
        name = "answer",
        description = "Have a model answer questions, in parallel; run again, it asks only what has no answer yet.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench answer --model tiny --questions question.jsonl --out tiny.jsonl",
            "  assay livebench answer --model http://127.0.0.1:8080/v1#qwen --questions question.jsonl --out qwen.jsonl"
        })
public final class AnswerVerb implements Verb {
    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Mixin
    private final QuestionOptions questions = new QuestionOptions();

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where the answers go, JSON lines; one that is begun is gone on with.")
    private Path out = Path.of("");

    @Mixin
    private final AskingOptions how = new AskingOptions();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        AskingPlan plan = how.plan(options.name());
        List<Question> asked = questions.read();
        Asking.Tally tally;
        try (LanguageModel model = options.openForManyAnswers(plan.parallelism());
                AnswerFile file = AnswerFile.open(out)) {
            Asking asking = new Asking(model, plan);
            try (Progress.Bar bar = Progress.onStandardError(chosen.quiet())
                    .start("answer", asking.open(asked, file).size(), "question")) {
                tally = asking.run(asked, file, interruption::requested, () -> bar.advance(1));
            }
        }
        chosen.result(tally.asked() + " asked, " + tally.failed() + " failed, " + tally.already() + " answered before");
        if (interruption.requested()) {
            chosen.note("stopped; the same command goes on");
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.DONE;
    }
}
