package dev.assay.cli.vtune;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.lm.EndpointOptions;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.cli.option.OutputOptions;
import dev.assay.model.LanguageModel;
import dev.assay.vtune.audit.Audit;
import dev.assay.vtune.audit.Opening;
import dev.assay.vtune.audit.PublicCommitment;
import dev.assay.vtune.verify.Verification;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay vtune audit`: a third party's check of one group.
@Command(
        name = "audit",
        description = {
            "As a third party: check one group's opening against the published commitment and the file that was",
            "sent, draw prompts of your own, ask the model, and decide. Exit code 0: verified, 3: not verified."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune audit --commitment commitment.json --opening opening.json --training train.jsonl"
                    + " --prompts own.jsonl --beacon 2026-11-27 --model http://127.0.0.1:8080/v1#faq",
            "  assay vtune audit --commitment commitment.json --opening opening.json --prompts own.jsonl"
                    + " --beacon 2026-11-27 --model tuned/faq"
        })
public final class AuditVerb implements Verb {
    @Option(names = "--commitment", required = true, paramLabel = "FILE", description = "As it was published.")
    private Path commitment = Path.of("");

    @Option(names = "--opening", required = true, paramLabel = "FILE", description = "Of one group, as it was shown.")
    private Path opening = Path.of("");

    @Option(names = "--training", paramLabel = "FILE", description = "The file that was sent to the provider.")
    private Optional<Path> training = Optional.empty();

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "Rows of your own to draw prompts from.")
    private Path prompts = Path.of("");

    @Option(
            names = "--beacon",
            required = true,
            paramLabel = "TEXT",
            description = "Public and random, agreed on after the commitment: prompts are drawn by it.")
    private String beacon = "";

    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Mixin
    private final EndpointOptions patience = new EndpointOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for transcript and evidence; one that is begun is gone on with.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        Audit audit = Audit.of(PublicCommitment.read(commitment), Opening.read(opening));
        training.ifPresent(audit::requireSent);
        Verification verification = audit.verification(prompts, beacon);
        chosen.note("the opening leads to the published root, and its phrases follow from its key");
        chosen.note(
                training.isPresent()
                        ? "the file that was sent is the one committed to, and holds the group's rows"
                        : "the file that was sent was not looked at; --training does");
        List<Path> inputs = new ArrayList<>(List.of(commitment, opening, prompts));
        inputs.addAll(options.inputs());
        try (LanguageModel model = options.openForAnswers(patience.remote())) {
            return new Transcripts(verification, "", 1, Optional.empty(), outcome -> Optional.empty(), inputs)
                    .run(model, out, chosen, interruption, output);
        }
    }
}
