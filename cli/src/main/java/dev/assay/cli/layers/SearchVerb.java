package dev.assay.cli.layers;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.Interval;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.base.Toml;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.ConfigOptions;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.scaling.study.Finished;
import dev.assay.scaling.study.Study;
import dev.assay.scaling.study.StudyPlan;
import dev.assay.scaling.study.StudyReport;
import dev.assay.tensor.Natives;
import dev.assay.tensor.Threads;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay layers search`: trains small models of many structures and compares them.
@Command(
        name = "search",
        description = {
            "Train small models of many structures, each at the widths that fit a budget, and compare what they learn.",
            "Runs go on side by side; a study that was stopped goes on with --resume. assay report makes its dossier."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay layers search --config recipes/layers-regression.toml --out runs/regression",
            "  assay layers search --config study.toml --set training.steps=200 --set search.over=guided --out runs/s"
        })
public final class SearchVerb implements Verb {
    @Mixin
    private final ConfigOptions config = new ConfigOptions();

    @Option(names = "--workers", paramLabel = "N", description = "Runs at once, each on one core (default: all cores).")
    private Optional<Integer> workers = Optional.empty();

    @Option(names = "--resume", description = "Go on with the study in --out.")
    private boolean resume;

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        StudyPlan plan = config.required(StudyPlan.class);
        int together = workers.orElse(Threads.available());
        if (together < 1) {
            throw AssayException.of(
                    "ASSAY-2133", "No run at once is no study.", "--workers " + together, "name at least 1");
        }
        if (out.dryRun()) {
            foretell(chosen, Study.planned(plan));
            return ExitCode.DONE;
        }
        RunFolder folder = RunFolders.open(out, resume, plan);
        Study study = Study.open(plan, folder);
        study.left().forEach(each -> chosen.note(each + ", and is left out"));
        Optional<List<Finished>> runs =
                study.run(together, Progress.onStandardError(chosen.quiet()), interruption::requested);
        if (runs.isEmpty()) {
            chosen.note("stopped; go on with: " + RunFolders.resumeLine("layers search", folder.path()));
            return ExitCode.INTERRUPTED;
        }
        Provenance provenance = Provenance.collect(
                        plan.training().seeds().getFirst(),
                        Toml.flatten(plan),
                        plan.task().files())
                .withVersion("libtorch", Natives.version());
        StudyReport report = study.report(runs.get(), provenance);
        folder.writeEvidence(report.evidence());
        show(chosen, report);
        return ExitCode.DONE;
    }

    private static void foretell(Console console, Study.Outline outline) {
        outline.runs().forEach(run -> console.result(run.name()));
        outline.left().forEach(each -> console.note(each + ", and is left out"));
        console.note(outline.runs().size() + " runs");
    }

    private void show(Console console, StudyReport report) {
        if (output.json()) {
            console.json(Map.of(
                    "loss",
                    report.loss(),
                    "cells",
                    report.cells().stream().map(SearchVerb::json).toList(),
                    "fits",
                    FitVerb.json(report.fits())));
            return;
        }
        console.result(String.format(
                Locale.ROOT,
                "%-40s %6s %-8s %9s %12s %12s %9s",
                "structure",
                "width",
                "mode",
                "rate",
                "MACs",
                "parameters",
                "loss"));
        report.cells().forEach(cell -> console.result(line(cell)));
        FitVerb.show(console, report.fits(), "dense");
        console.note("MACs are those of the structured matrices for one sample, forward; the loss is " + report.loss());
    }

    private static String line(StudyReport.Cell cell) {
        StudyPlan.Planned run = cell.run().run();
        return String.format(
                Locale.ROOT,
                "%-40s %6d %-8s %9s %12d %12d %9s",
                run.structure(),
                run.width(),
                run.mode().name().toLowerCase(Locale.ROOT),
                run.learningRate(),
                cell.run().structuredMacs(),
                cell.run().parameters(),
                cell.loss()
                        .map(each -> String.format(Locale.ROOT, "%.4f", each.estimate()))
                        .orElse("diverged"));
    }

    private static Map<String, Object> json(StudyReport.Cell cell) {
        Map<String, Object> fields = new LinkedHashMap<>();
        StudyPlan.Planned run = cell.run().run();
        fields.put("structure", run.structure());
        fields.put("width", run.width());
        fields.put("mode", run.mode().name().toLowerCase(Locale.ROOT));
        fields.put("learning-rate", run.learningRate());
        fields.put("structured-macs", cell.run().structuredMacs());
        fields.put("macs", cell.run().macs());
        fields.put("parameters", cell.run().parameters());
        fields.put("loss", cell.loss().map(Interval::estimate));
        fields.put(
                "losses",
                cell.all().stream()
                        .map(each -> each.diverged() ? Optional.empty() : Optional.of(each.loss()))
                        .toList());
        fields.put("measures", cell.all().stream().map(Finished::measures).toList());
        return fields;
    }
}
