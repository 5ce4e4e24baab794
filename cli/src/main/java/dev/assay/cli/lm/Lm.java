package dev.assay.cli.lm;

import picocli.CommandLine.Command;

/// `assay lm`: the area of language models.
@Command(
        name = "lm",
        description = "Train, fine-tune, merge, generate, score, check and show language models.",
        synopsisSubcommandLabel = "VERB",
        footerHeading = "%nExamples:%n",
        footer = {"  assay lm info tiny", "  assay lm generate --model tiny --prompt \"A dog is\""})
public final class Lm {}
