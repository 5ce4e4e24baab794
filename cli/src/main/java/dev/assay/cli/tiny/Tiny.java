package dev.assay.cli.tiny;

import picocli.CommandLine.Command;

/// `assay tiny`: the area of the bundled model.
@Command(
        name = "tiny",
        description = "Make the data of the bundled model, and ask any model its questions.",
        synopsisSubcommandLabel = "VERB",
        footerHeading = "%nExamples:%n",
        footer = {"  assay tiny data --out runs/tiny-data", "  assay tiny exam --model tiny"})
public final class Tiny {}
