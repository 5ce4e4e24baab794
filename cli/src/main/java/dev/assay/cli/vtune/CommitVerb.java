package dev.assay.cli.vtune;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.vtune.audit.PublicCommitment;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.plant.Manifest;
import dev.assay.vtune.plant.SpentGroups;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `assay vtune commit`: the public commitment to what was planted, or one group's opening.
@Command(
        name = "commit",
        description = "Write the public commitment to what was planted; or show one group to an auditor (--open).",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune commit vtune/faq/manifest.json --key vtune/faq/key --out commitment.json",
            "  assay vtune commit vtune/faq/manifest.json --key vtune/faq/key --open 0 --out opening.json"
        })
public final class CommitVerb implements Verb {
    @Parameters(paramLabel = "MANIFEST", description = "That planting wrote.")
    private Path manifest = Path.of("");

    @Option(names = "--key", required = true, paramLabel = "FILE", description = "That planting wrote.")
    private Path key = Path.of("");

    @Option(names = "--open", paramLabel = "GROUP", description = "Show this group, from 0, and nothing of the others.")
    private Optional<Integer> open = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where it is written.")
    private Path out = Path.of("");

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        Manifest planted = Manifest.read(manifest);
        SecretKey secret = SecretKey.read(key);
        PublicCommitment commitment = PublicCommitment.of(planted, secret);
        if (open.isPresent()) {
            int group = open.get();
            if (group < 0 || group >= planted.groups().size()) {
                throw AssayException.of(
                        "ASSAY-2153",
                        "There is no group " + group + "; there are "
                                + planted.groups().size() + ", from 0.",
                        "--open " + group,
                        "name one of them");
            }
            SpentGroups.add(manifest, group);
            PublicCommitment.open(planted, secret, group).write(out);
        } else {
            commitment.write(out);
        }
        if (output.json()) {
            chosen.json(Map.of("root", commitment.root(), "groups", commitment.groups()));
        } else {
            chosen.result("commitment " + commitment.root() + " to " + commitment.groups() + " groups");
        }
        open.ifPresent(group -> chosen.note("group " + group + " is spent: whoever reads " + out
                + " knows its trigger, and verify does not ask for it any" + " more"));
        return ExitCode.DONE;
    }
}
