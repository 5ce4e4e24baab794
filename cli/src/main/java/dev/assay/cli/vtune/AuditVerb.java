package dev.assay.cli.vtune;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.lm.EndpointOptions;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.cli.option.OutputOptions;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.model.Capabilities;
import dev.assay.model.FirstTokenDistribution;
import dev.assay.model.LanguageModel;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tiny.model.BundledModel;
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
                    + " --prompts own.jsonl --beacon 4f3c9a --model http://127.0.0.1:8080/v1#faq",
            "  assay vtune audit --commitment commitment.json --opening opening.json --prompts own.jsonl"
                    + " --beacon 4f3c9a --model tuned/faq"
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

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = {
                "The data before anything was planted, to draw the phrases again. Without them nothing is proved of words",
                "that were ranked by a model: who shows them may have made the lists up."
            })
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--scorer",
            paramLabel = "MODEL",
            description = "Folder of the scoring model, from a source of your own (default tiny).")
    private Optional<String> scorer = Optional.empty();

    @Option(
            names = "--tests",
            paramLabel = "N",
            description =
                    "Audits planned in all with this commitment, this one included (default 1): the p-value pays for them, and for"
                            + " the choice among its groups.")
    private int tests = 1;

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
        Counts.requireTests(tests);
        PublicCommitment published = PublicCommitment.read(commitment);
        Audit audit = drawn(Audit.of(published, Opening.read(opening)));
        training.ifPresent(audit::requireSent);
        Verification verification = audit.verification(prompts, beacon);
        chosen.note("the opening leads to the published root, and its phrases follow from its key");
        chosen.note(
                training.isPresent()
                        ? "the file that was sent is the one committed to, and holds the group's rows"
                        : "the file that was sent was not looked at; --training does");
        chosen.note(
                audit.drawn()
                        ? "the words were drawn from lists that are known"
                        : "the words were drawn from lists that only who showed the group vouches for, so that nothing"
                                + " is proved; --data makes the lists again");
        List<Path> inputs = new ArrayList<>(List.of(commitment, opening, prompts));
        inputs.addAll(options.inputs());
        try (LanguageModel model = options.openForAnswers(patience.remote())) {
            return new Transcripts(
                            verification,
                            "",
                            Math.clamp((long) tests * published.groups(), 1, Integer.MAX_VALUE),
                            options.identity(),
                            Optional.empty(),
                            outcome -> Optional.empty(),
                            inputs)
                    .run(model, out, chosen, interruption, output);
        }
    }

    private Audit drawn(Audit audit) {
        if (data.isEmpty()) {
            if (scorer.isPresent()) {
                throw AssayException.of(
                        "ASSAY-2153",
                        "To draw the phrases again takes the data too.",
                        "--scorer without --data",
                        "add --data FILE, or leave --scorer away");
            }
            return audit;
        }
        Path folder = ModelOptions.folder(scorer.orElse(BundledModel.NAME));
        try (LocalModel model = LocalModel.open(folder, new LoadOptions(Precision.F32, Device.cpu(), 0))) {
            return audit.drawnAgain(
                    data.get(), Capabilities.require(model, FirstTokenDistribution.class, "ranking words"));
        }
    }
}
