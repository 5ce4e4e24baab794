package dev.assay.cli.lm;

import picocli.CommandLine.Command;

/// `assay lm`: the area of language models.
@Command(
        name = "lm",
        description = "Train, fine-tune, merge, generate, score, check and show language models.",
        synopsisSubcommandLabel = "VERB",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay lm info --model models/stories",
            "  assay lm generate --model models/stories --prompt \"Once upon a time\""
        })
public final class Lm {}
