package dev.assay.cli.layers;

import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import dev.assay.nn.linear.structured.Description;
import dev.assay.nn.moe.LayerDesign;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `assay layers describe`: what structures cost at a layer's size.
@Command(
        name = "describe",
        description = {
            "Show what structures cost at a layer's size beside a dense one, and what they can be.",
            "Structures: dense, low-rank:rank=32, low-rank:share=0.1, kronecker, train:cores=3,rank=4,",
            "btt:cores=2,rank=2, monarch:blocks=4, block-diagonal:blocks=8,",
            "einsum:theta=.5/0/.5/0/.5/.5/0, einsum:sizes=8/6/4/4/8/4/2;",
            "after any of them: capped, zero, splits=reference, start=fan-in;",
            "experts=8,active=2 makes a mixture of them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay layers describe --size 1024x4096 --structure btt:rank=2",
            "  assay layers describe --size 1024x1024 --structure btt --measured measured.json",
            "  assay layers describe --size 768x768 --structure btt --structure kronecker --structure monarch:blocks=4"
        })
public final class DescribeVerb implements Verb {
    @Option(names = "--size", required = true, paramLabel = "INxOUT", description = "Inputs and outputs of the layer.")
    private String size = "";

    @Option(
            names = "--structure",
            required = true,
            paramLabel = "WORDS",
            description = "Such as btt:rank=2. May be repeated.")
    private List<String> structures = new ArrayList<>();

    @Option(
            names = "--measured",
            paramLabel = "FILE",
            description = {
                "What layers bench --json measured on the machine in question: where a structure was slower than",
                "dense there is told beside what is foretold."
            })
    private Optional<Path> measured = Optional.empty();

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        LayerSize sizes = LayerSize.parse(size);
        List<Measured> known = measured.map(Measured::read).orElse(List.of());
        List<Described> all = new ArrayList<>();
        for (String words : structures) {
            LayerDesign design = StructureOption.design(words);
            Description description = StructureOption.checked(
                    "--structure " + words + " at " + size, () -> design.describe(sizes.inputs(), sizes.outputs()));
            all.add(new Described(words, description, Measured.slower(known, design, sizes)));
        }
        if (output.json()) {
            chosen.json(all.stream().map(DescribeVerb::json).toList());
        } else {
            show(chosen, all);
        }
        return ExitCode.DONE;
    }

    /// A structure in its user's words, what it costs, and where it was measured to be slower than dense.
    private record Described(String words, Description description, List<String> measuredSlower) {}

    private static void show(Console console, List<Described> all) {
        console.result(String.format(
                Locale.ROOT,
                "%-32s %12s %12s %8s %6s %6s %6s %8s %8s",
                "structure",
                "parameters",
                "MACs a row",
                "of dense",
                "omega",
                "psi",
                "nu",
                "bound",
                "rank"));
        all.forEach(described -> {
            String words = described.words();
            Description each = described.description();
            console.result(String.format(
                    Locale.ROOT,
                    "%-32s %12d %12d %7.2f%% %6.2f %6.2f %6.2f %8d %8d",
                    words,
                    each.parameters(),
                    each.macsPerRow(),
                    100 * each.shareOfDense(),
                    each.omega(),
                    each.psi(),
                    each.nu(),
                    each.rankBound(),
                    each.genericRank()));
            each.warnings().forEach(warning -> console.note(words + ": " + warning));
            if (!each.slower().isEmpty()) {
                console.note(words + ": on a processor it may be slower than a dense layer: "
                        + String.join("; ", each.slower()));
            }
            described
                    .measuredSlower()
                    .forEach(place -> console.note(words + ": measured to be slower than dense: " + place));
        });
    }

    private static Map<String, Object> json(Described described) {
        Description each = described.description();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("structure", described.words());
        fields.put("inputs", each.inputs());
        fields.put("outputs", each.outputs());
        fields.put("parameters", each.parameters());
        fields.put("macs-per-row", each.macsPerRow());
        fields.put("share-of-dense", each.shareOfDense());
        fields.put("omega", each.omega());
        fields.put("psi", each.psi());
        fields.put("nu", each.nu());
        fields.put("rank-bound", each.rankBound());
        fields.put("generic-rank", each.genericRank());
        fields.put("warnings", each.warnings());
        fields.put("slower-than-dense", each.slower());
        fields.put("measured-slower", described.measuredSlower());
        return fields;
    }
}
