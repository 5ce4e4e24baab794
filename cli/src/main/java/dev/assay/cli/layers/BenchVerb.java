package dev.assay.cli.layers;

import dev.assay.base.ExitCode;
import dev.assay.base.Progress;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.DeviceOption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.nn.moe.LayerDesign;
import dev.assay.scaling.speed.LayerBench;
import dev.assay.scaling.speed.LayerBench.Timing;
import dev.assay.tensor.Device;
import dev.assay.tensor.Precision;
import dev.assay.tensor.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay layers bench`: how fast structures are beside a dense layer, here.
@Command(
        name = "bench",
        description = {
            "Measure structures beside a dense layer of the same size on this machine: a product, and a product with",
            "all gradients. GF/s count a multiply-add as two; the dense line is what the machine can do."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay layers bench --size 1024x1024 --structure btt:rank=2",
            "  assay layers bench --size 2048x2048 --rows 1,2048 --type bf16 --structure btt --structure monarch",
            "  assay layers bench --size 1024x1024 --structure btt --json > measured.json"
        })
public final class BenchVerb implements Verb {
    @Option(
            names = "--size",
            required = true,
            split = ",",
            paramLabel = "INxOUT",
            description = "Inputs and outputs of the layer. May be repeated.")
    private List<String> sizes = new ArrayList<>();

    @Option(
            names = "--structure",
            required = true,
            paramLabel = "WORDS",
            description = "Such as btt:rank=2, or btt:experts=8,active=2. May be repeated.")
    private List<String> structures = new ArrayList<>();

    @Option(
            names = "--rows",
            split = ",",
            defaultValue = "1,32,128,2048",
            paramLabel = "N",
            description = "Rows at once (default: ${DEFAULT-VALUE}).")
    private List<Integer> rows = new ArrayList<>();

    @Option(
            names = "--type",
            defaultValue = "f32",
            paramLabel = "TYPE",
            description = "Number format, f32 or bf16 (default: ${DEFAULT-VALUE}).")
    private Precision precision = Precision.F32;

    @Option(
            names = "--seconds",
            defaultValue = "0.4",
            paramLabel = "S",
            description = "How long each time is measured (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Mixin
    private final DeviceOption device = new DeviceOption();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        List<LayerSize> all = sizes.stream().map(LayerSize::parse).toList();
        List<LayerDesign> designs =
                structures.stream().map(StructureOption::design).toList();
        Device where = device.device();
        LayerBench bench =
                StructureOption.checked("--seconds " + seconds, () -> new LayerBench(where, precision, seconds));
        for (LayerSize size : all) {
            for (LayerDesign design : designs) {
                StructureOption.checked(
                        "--structure " + design + " at " + size, () -> design.describe(size.inputs(), size.outputs()));
            }
        }
        Threads.use(Threads.available());
        List<Measured> measured = new ArrayList<>();
        heading(chosen);
        long count = (long) all.size() * rows.size() * (designs.size() + 1);
        try (Progress.Bar bar = Progress.onStandardError(chosen.quiet()).start("measure", count, "layer")) {
            for (LayerSize size : all) {
                for (int many : rows) {
                    if (interruption.requested()) {
                        return ExitCode.INTERRUPTED;
                    }
                    measure(bench, size, many, designs, chosen, bar, measured);
                }
            }
        }
        if (output.json()) {
            chosen.json(measured.stream().map(Measured::fields).toList());
        }
        return ExitCode.DONE;
    }

    private void measure(
            LayerBench bench,
            LayerSize size,
            int many,
            List<LayerDesign> designs,
            Console console,
            Progress.Bar bar,
            List<Measured> measured) {
        Timing dense = bench.measure(LayerDesign.dense(), size.inputs(), size.outputs(), many);
        tell(console, measured, dense, dense);
        bar.advance(1);
        for (LayerDesign design : designs) {
            tell(console, measured, bench.measure(design, size.inputs(), size.outputs(), many), dense);
            bar.advance(1);
        }
    }

    private void heading(Console console) {
        if (!output.json()) {
            console.result(String.format(
                    Locale.ROOT,
                    "%-12s %6s %-32s %11s %8s %8s %11s %8s",
                    "size",
                    "rows",
                    "structure",
                    "forward ms",
                    "GF/s",
                    "x dense",
                    "both ms",
                    "x dense"));
        }
    }

    private void tell(Console console, List<Measured> measured, Timing timing, Timing dense) {
        Measured each = Measured.of(
                timing,
                dense,
                precision.name().toLowerCase(Locale.ROOT),
                device.device().toString());
        measured.add(each);
        if (!output.json()) {
            console.result(String.format(
                    Locale.ROOT,
                    "%-12s %6d %-32s %11.3f %8.1f %8.2f %11.3f %8.2f",
                    each.inputs() + "x" + each.outputs(),
                    each.rows(),
                    each.structure(),
                    each.forwardMs(),
                    each.gigaflops(),
                    each.forwardTimesDense(),
                    each.bothMs(),
                    each.bothTimesDense()));
        }
    }
}
