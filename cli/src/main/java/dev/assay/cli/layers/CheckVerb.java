package dev.assay.cli.layers;

import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.optim.MuP;
import dev.assay.scaling.study.CoordinateCheck;
import dev.assay.scaling.study.CoordinateReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay layers check`: the coordinate check.
@Command(
        name = "check",
        description = {
            "Check that learning rates carry over between widths: by how much the hidden state of a small network",
            "changes in a step of training, at each width. Under a right parametrisation it is about the same."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay layers check --structure dense --structure btt:rank=2",
            "  assay layers check --structure btt --mode naive --widths 64,256,1024 --out runs/check"
        })
public final class CheckVerb implements Verb {
    @Option(names = "--structure", required = true, paramLabel = "WORDS", description = "May be repeated.")
    private List<String> structures = new ArrayList<>();

    @Option(
            names = "--mode",
            split = ",",
            defaultValue = "aware",
            paramLabel = "MODE",
            description = "aware of width and structure, naive: of width alone, standard: of neither.")
    private List<MuP.Mode> modes = new ArrayList<>();

    @Option(
            names = "--widths",
            split = ",",
            defaultValue = "64,256,1024",
            paramLabel = "N",
            description = "Default: ${DEFAULT-VALUE}.")
    private List<Long> widths = new ArrayList<>();

    @Option(names = "--seeds", defaultValue = "2", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int seeds;

    @Mixin
    private final OutOption out = new OutOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        List<LayerDesign> designs =
                structures.stream().map(StructureOption::design).toList();
        List<CoordinateReport.Line> lines = new ArrayList<>();
        int count = designs.size() * modes.size() * widths.size() * seeds;
        try (Progress.Bar bar = Progress.onStandardError(chosen.quiet()).start("check", count, "run")) {
            for (LayerDesign design : designs) {
                for (MuP.Mode mode : modes) {
                    lines.add(line(design, mode, bar));
                    if (interruption.requested()) {
                        return ExitCode.INTERRUPTED;
                    }
                }
            }
        }
        show(chosen, lines);
        if (out.folder().isPresent() && !out.dryRun()) {
            Provenance provenance = Provenance.collect(1, Map.of("seeds", String.valueOf(seeds)), List.of());
            RunFolders.create(out.folder().get()).writeEvidence(new CoordinateReport(lines, provenance).evidence());
        }
        return ExitCode.DONE;
    }

    private CoordinateReport.Line line(LayerDesign design, MuP.Mode mode, Progress.Bar bar) {
        return new CoordinateReport.Line(
                design.text(),
                mode,
                widths.stream()
                        .map(width -> new CoordinateReport.Width(
                                width,
                                LongStream.rangeClosed(1, seeds)
                                        .mapToObj(seed -> StructureOption.checked(
                                                "--structure " + design + " at width " + width, () -> {
                                                    double change = CoordinateCheck.measure(design, mode, width, seed)
                                                            .change();
                                                    bar.advance(1);
                                                    return change;
                                                }))
                                        .toList()))
                        .toList());
    }

    private void show(Console console, List<CoordinateReport.Line> lines) {
        if (output.json()) {
            console.json(lines.stream()
                    .map(line -> Map.of(
                            "structure", line.structure(),
                            "mode", line.mode().name().toLowerCase(Locale.ROOT),
                            "changes",
                                    line.widths().stream()
                                            .map(each -> Map.of("width", each.width(), "by-seed", each.changes()))
                                            .toList(),
                            "ratio", line.ratio()))
                    .toList());
            return;
        }
        for (CoordinateReport.Line line : lines) {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%-32s %-8s",
                    line.structure(),
                    line.mode().name().toLowerCase(Locale.ROOT)));
            line.widths()
                    .forEach(each -> text.append(String.format(Locale.ROOT, "  %d: %.4f", each.width(), each.mean())));
            console.result(text.append(String.format(Locale.ROOT, "  widest to narrowest: %.2f", line.ratio()))
                    .toString());
        }
        console.note("change of the hidden state in a step, root mean square; about the same at every width is right");
    }
}
