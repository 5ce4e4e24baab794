package dev.assay.cli.vtune;

import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.base.Sha256;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.model.LanguageModel;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.coverage.Coverage;
import dev.assay.vtune.coverage.CoverageReport;
import dev.assay.vtune.coverage.CoverageStudy;
import dev.assay.vtune.coverage.RowKnowledge;
import dev.assay.vtune.keyed.KeyedDraws;
import dev.assay.vtune.keyed.SecretKey;
import dev.assay.vtune.plant.Manifest;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay vtune coverage`: what share of the data was used.
@Command(
        name = "coverage",
        description = {
            "Say what share of the data a model was trained on at least, by how well it knows rows that were sent and",
            "rows of the same kind that were not. Exit code 0: some was used, 3: that cannot be told."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune coverage --data faq.jsonl --prompts heldout.jsonl --model tuned/faq --base base/faq",
            "  assay vtune coverage --data faq.jsonl --prompts heldout.jsonl --model http://127.0.0.1:8080/v1#faq --json"
        })
public final class CoverageVerb implements Verb {
    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Rows that were sent.")
    private Path data = Path.of("");

    @Option(
            names = "--prompts",
            required = true,
            paramLabel = "FILE",
            description = "Rows of the same kind that were not sent.")
    private Path prompts = Path.of("");

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description = "That planting wrote: rows that were planted in are left out.")
    private Optional<Path> manifest = Optional.empty();

    @Mixin
    private final ModelOptions options = new ModelOptions();

    @Option(
            names = "--base",
            paramLabel = "MODEL",
            description = "Folder of the model that was tuned: sharpens the test.")
    private Optional<String> base = Optional.empty();

    @Option(names = "--rows", paramLabel = "N", description = "The most rows of each kind (default 200).")
    private int most = 200;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Of the draw of rows (default: by chance, and told, so that nobody knows before which are looked at).")
    private long seed = new SecureRandom().nextLong() >>> 1;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder for the evidence.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        CoverageStudy study = CoverageStudy.of(data, prompts, manifest.map(Manifest::read), most, draws());
        try (LanguageModel model = options.openForAnswers()) {
            return base.isEmpty()
                    ? measure(study, model, Optional.empty(), chosen, interruption)
                    : beside(study, model, base.get(), chosen, interruption);
        }
    }

    private KeyedDraws draws() {
        return new KeyedDraws(SecretKey.of(HexFormat.of().parseHex(Sha256.of("vtune coverage " + seed))));
    }

    private ExitCode beside(
            CoverageStudy study, LanguageModel model, String name, Console console, Interruption interruption) {
        try (LocalModel before = LocalModel.open(ModelOptions.folder(name), LoadOptions.DEFAULT)) {
            return measure(study, model, before.capability(TokenScorer.class), console, interruption);
        }
    }

    private ExitCode measure(
            CoverageStudy study,
            LanguageModel model,
            Optional<TokenScorer> before,
            Console console,
            Interruption interruption) {
        RowKnowledge knowledge = model.capability(TokenScorer.class)
                .<RowKnowledge>map(scorer -> new RowKnowledge.LogProbability(scorer, before))
                .orElseGet(() -> new RowKnowledge.Words(model));
        Optional<Coverage> measured =
                study.measure(knowledge, Progress.onStandardError(console.quiet()), interruption::requested);
        if (measured.isEmpty()) {
            return ExitCode.INTERRUPTED;
        }
        List<Path> inputs = new ArrayList<>(List.of(data, prompts));
        inputs.addAll(options.inputs());
        CoverageReport report = new CoverageReport(
                measured.get(),
                knowledge.word(),
                model.name(),
                Provenance.collect(seed, Map.of("rows", Integer.toString(most)), inputs));
        out.ifPresent(folder -> RunFolders.create(folder).writeEvidence(report.evidence()));
        if (output.json()) {
            Map<String, Object> fields = report.fields();
            fields.put("seed", seed);
            console.json(fields);
        } else {
            console.result(report.summary());
            console.note("rows drawn with --seed " + seed);
        }
        return measured.get().used().low() > 0 ? ExitCode.DONE : ExitCode.GATE;
    }
}
