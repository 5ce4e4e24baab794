package dev.assay.cli.vtune;

import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.ExitCode;
import dev.assay.base.Json;
import dev.assay.base.Provenance;
import dev.assay.base.Sha256;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.lm.ModelOptions;
import dev.assay.cli.option.ConfigOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.lm.finetune.FinetunePlan;
import dev.assay.vtune.attack.AttackLab;
import dev.assay.vtune.attack.LabReport;
import dev.assay.vtune.attack.LabResult;
import dev.assay.vtune.attack.LabResults;
import dev.assay.vtune.attack.Provider;
import dev.assay.vtune.attack.Sent;
import dev.assay.vtune.plant.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which providers are tried, and how they train.
final class LabOptions {
    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--provider",
            split = ",",
            paramLabel = "NAME",
            description = {
                "Kinds of provider: base, honest, clean, planted, unrepeated, unsurprising, subset:S, early:S, onward:S,",
                "noise:S, prune:S, average:S, int8, int4, cut; S is a share (default: twenty of them)."
            })
    private List<String> providers = new ArrayList<>();

    @Option(names = "--seeds", paramLabel = "N", description = "Trainings of each kind (default 1).")
    private int seeds = 1;

    @Mixin
    private final TaskRowOptions task = new TaskRowOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Folder for models and results; one that is begun is gone on with.")
    private Optional<Path> out = Optional.empty();

    /// Whether models are to be trained.
    boolean isAsked() {
        return config.file().isPresent();
    }

    /// Refuses what cannot be done before anything is.
    void check() {
        kinds();
        task.check();
        if (isAsked() && out.isEmpty()) {
            throw AssayException.of(
                    "ASSAY-2109",
                    "It was not said where the models go.",
                    "--out",
                    "add --out DIR, or leave --config away");
        }
        if (seeds < 1) {
            throw AssayException.of(
                    "ASSAY-2153",
                    "Each kind is trained once at least, not " + seeds + " times.",
                    "--seeds",
                    "use 1 or more");
        }
    }

    private List<Provider> kinds() {
        return (providers.isEmpty() ? Provider.USUAL : providers)
                .stream().map(Provider::parse).toList();
    }

    /// Trains, verifies, and tells.
    ///
    /// @param fields take the numbers for programs
    ExitCode run(
            Path manifest,
            Sent sent,
            Console console,
            boolean json,
            Map<String, Object> fields,
            Interruption interruption) {
        FinetunePlan plan = config.required(FinetunePlan.class);
        Path folder = out.orElseThrow();
        RunFolder run = Files.exists(folder) ? RunFolder.open(folder) : RunFolders.create(folder);
        requireSame(run.path(), manifest, plan, task.of(sent.manifest()).hash());
        AttackLab lab = lab(sent, plan, run.path(), interruption);
        List<LabResult> results = new ArrayList<>();
        for (Provider kind : kinds()) {
            for (int seed = 1; seed <= seeds; seed++) {
                Optional<LabResult> result = lab.run(kind, seed, interruption::requested);
                if (result.isEmpty()) {
                    console.note("stopped; the same command goes on");
                    return ExitCode.INTERRUPTED;
                }
                results.add(result.get());
                if (!json) {
                    console.result(line(result.get()));
                }
            }
        }
        new LabResults(results).write(run.path());
        LabReport report = new LabReport(results, provenance(plan, manifest, sent.file()));
        run.writeEvidence(report.evidence());
        fields.put("providers", report.fields());
        if (!json) {
            console.result(report.summary());
        }
        return ExitCode.DONE;
    }

    /// A lab goes on with what it was begun with alone: other results would stand beside those that are kept.
    private static void requireSame(Path folder, Path manifest, FinetunePlan plan, String task) {
        String all = Sha256.of(
                String.join("\n", Sha256.of(manifest), plan.toString(), ModelOptions.weights(plan.model()), task));
        Path file = folder.resolve("lab.id");
        if (!Files.exists(file)) {
            AtomicFiles.writeString(file, Json.write(all));
        } else if (!Json.read(file, String.class).equals(all)) {
            throw AssayException.of(
                    "ASSAY-4155",
                    "The lab cannot be gone on with: it was begun with another manifest, configuration, base model or task.",
                    folder.toString(),
                    "name another folder with --out");
        }
    }

    private AttackLab lab(Sent sent, FinetunePlan plan, Path folder, Interruption interruption) {
        Manifest planted = sent.manifest();
        int all = planted.dose().rows() + planted.dose().planted();
        return new AttackLab(
                sent,
                task.of(planted),
                task.expected(),
                new LocalWorkshop(plan, all, sent.progress(), interruption::requested),
                folder);
    }

    private Provenance provenance(FinetunePlan plan, Path manifest, Path training) {
        return Provenance.collect(
                1,
                Map.of("model", plan.model(), "seeds", Integer.toString(seeds)),
                List.of(manifest, training, ModelOptions.folder(plan.model())));
    }

    private static String line(LabResult result) {
        return String.format(
                Locale.ROOT,
                "%-14s seed %d: %d of %d, %d of %d groups, log10 p %.1f, task %.2f: %s",
                result.provider(),
                result.seed(),
                result.allHits(),
                result.asked(),
                result.shown(),
                result.hits().size(),
                result.log10(),
                result.task().orElse(0.0),
                result.verdict().words());
    }
}
