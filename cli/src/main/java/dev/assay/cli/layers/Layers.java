package dev.assay.cli.layers;

import picocli.CommandLine.Command;

/// `assay layers`: the area of structured linear layers.
@Command(
        name = "layers",
        description = "Linear layers that are cheaper than dense ones: what they cost, and a model that has them.",
        synopsisSubcommandLabel = "VERB",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay layers describe --size 1024x4096 --structure btt:rank=2",
            "  assay layers convert --model models/base --structure btt:rank=4 --out models/structured"
        })
public final class Layers {}
