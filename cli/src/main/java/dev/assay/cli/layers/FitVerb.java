package dev.assay.cli.layers;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.Provenance;
import dev.assay.base.evidence.Evidence;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.scaling.law.FitReport;
import dev.assay.scaling.law.Frontier;
import dev.assay.scaling.law.Run;
import dev.assay.scaling.law.RunLog;
import dev.assay.scaling.law.ScalingFit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `assay layers fit`: scaling laws of runs that were made anywhere.
@Command(
        name = "fit",
        description = {
            "Fit scaling laws to runs: frontiers, exponents with standard errors, compute multipliers.",
            "Runs are folders of assay layers search, or files of JSON lines with structure, compute, loss and,",
            "where there are several, run."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay layers fit runs/regression",
            "  assay layers fit theirs.jsonl --points frontier --threshold 0.02 --irreducible 3.25 --out runs/theirs"
        })
public final class FitVerb implements Verb {
    @Parameters(paramLabel = "RUN", arity = "1..*", description = "Folders or files.")
    private List<Path> sources = new ArrayList<>();

    @Option(
            names = "--points",
            defaultValue = "frontier",
            paramLabel = "WHICH",
            description = {
                "frontier: the least losses at each compute, of constant learning rates (default);",
                "last: the end of each run."
            })
    private ScalingFit.Points points = ScalingFit.Points.FRONTIER;

    @Option(
            names = "--threshold",
            defaultValue = "0.05",
            paramLabel = "SHARE",
            description = "How far above the hull a loss may lie (default: ${DEFAULT-VALUE}).")
    private double threshold;

    @Option(
            names = "--irreducible",
            defaultValue = "0",
            paramLabel = "LOSS",
            description = "Loss that no model can go below, taken away first (default: ${DEFAULT-VALUE}).")
    private double irreducible;

    @Option(
            names = "--least",
            defaultValue = "0",
            paramLabel = "MACS",
            description = "Compute from which points count.")
    private double least;

    @Option(
            names = "--most",
            defaultValue = "Infinity",
            paramLabel = "MACS",
            description = "Compute up to which points count.")
    private double most;

    @Option(
            names = "--reference",
            defaultValue = "dense",
            paramLabel = "WORDS",
            description = "Structure that others are compared with (default: ${DEFAULT-VALUE}).")
    private String reference = "dense";

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        List<Path> files = sources.stream().map(FitVerb::file).toList();
        Map<String, List<Run>> runs = RunLog.read(files);
        List<ScalingFit> fits = fits(runs);
        fits.forEach(fit -> fit.frontier()
                .left()
                .forEach(run -> chosen.note(run + " has losses that are no positive numbers; those are left out")));
        if (output.json()) {
            chosen.json(json(fits));
        } else {
            show(chosen, fits, reference);
        }
        if (out.folder().isPresent() && !out.dryRun()) {
            RunFolder folder = RunFolders.create(out.folder().get());
            folder.writeEvidence(evidence(fits, Provenance.collect(0, settings(), files)));
            chosen.note("written to " + folder.path());
        }
        return ExitCode.DONE;
    }

    private static Path file(Path source) {
        return Files.isDirectory(source) ? source.resolve("log.jsonl") : source;
    }

    private List<ScalingFit> fits(Map<String, List<Run>> runs) {
        try {
            return ScalingFit.of(
                    runs,
                    new ScalingFit.Rules(points, new Frontier.Rules(threshold, irreducible), least, most, reference));
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    "ASSAY-2134",
                    "The runs cannot be fitted: " + e.getMessage() + ".",
                    "--threshold, --irreducible, --least, --most",
                    "choose others");
        }
    }

    private Map<String, String> settings() {
        return Map.of(
                "points", points.name().toLowerCase(Locale.ROOT),
                "threshold", String.valueOf(threshold),
                "irreducible", String.valueOf(irreducible),
                "least", String.valueOf(least),
                "most", String.valueOf(most),
                "reference", reference);
    }

    private Evidence evidence(List<ScalingFit> fits, Provenance provenance) {
        return new Evidence(
                "layers.fit",
                "Scaling laws",
                "How fast does each structure's loss fall with compute?",
                fits.stream()
                        .flatMap(fit -> fit.law().stream()
                                .map(law -> String.format(
                                        Locale.ROOT,
                                        "%s: exponent %.4f ± %.4f.",
                                        fit.structure(),
                                        law.exponent(),
                                        law.exponentError())))
                        .collect(Collectors.joining(" ")),
                List.of(),
                List.of(FitReport.table(fits, reference)),
                fits.isEmpty() ? List.of() : List.of(FitReport.plot(fits, "compute", "loss")),
                List.of(),
                provenance);
    }

    static void show(Console console, List<ScalingFit> fits, String reference) {
        if (fits.stream().allMatch(fit -> fit.law().isEmpty())) {
            return;
        }
        console.result(String.format(
                Locale.ROOT,
                "%-40s %8s %20s %12s %s",
                "structure",
                "frontier",
                "exponent",
                "factor",
                "times as cheap as " + reference));
        fits.forEach(fit -> console.result(String.format(
                Locale.ROOT,
                "%-40s %8d %20s %12s %s",
                fit.structure(),
                fit.frontier().points().size(),
                fit.law()
                        .map(law -> String.format(Locale.ROOT, "%.4f ± %.4f", law.exponent(), law.exponentError()))
                        .orElse("too few points"),
                fit.law()
                        .map(law -> String.format(Locale.ROOT, "%.4g", law.factor()))
                        .orElse(""),
                fit.multiplier()
                        .map(each -> String.format(
                                Locale.ROOT,
                                "%.2f ± %.2f over %d points",
                                each.mean(),
                                each.deviation(),
                                each.points()))
                        .orElse("")
                        .strip())));
    }

    static List<Map<String, Object>> json(List<ScalingFit> fits) {
        return fits.stream().map(FitVerb::json).toList();
    }

    private static Map<String, Object> json(ScalingFit fit) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("structure", fit.structure());
        fields.put(
                "frontier",
                fit.frontier().points().stream()
                        .map(point -> Map.of("compute", point.compute(), "loss", point.loss()))
                        .toList());
        fields.put(
                "power-law",
                fit.law()
                        .map(law -> Map.of(
                                "factor", law.factor(),
                                "exponent", law.exponent(),
                                "exponent-error", law.exponentError(),
                                "points", law.points())));
        fields.put(
                "above-a-floor",
                fit.offset()
                        .map(law -> Map.of("floor", law.floor(), "factor", law.factor(), "exponent", law.exponent())));
        fields.put(
                "compute-multiplier",
                fit.multiplier()
                        .map(each ->
                                Map.of("mean", each.mean(), "deviation", each.deviation(), "points", each.points())));
        fields.put("diverged", fit.frontier().left());
        return fields;
    }
}
