package dev.assay.cli.livebench;

import picocli.CommandLine.Command;

/// `assay livebench`: the area of objective evaluation.
@Command(
        name = "livebench",
        description = "Grade answers to questions that no model can have seen, without a judge.",
        synopsisSubcommandLabel = "VERB",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay livebench grade --questions question.jsonl --answers qwen.jsonl --out judgments.jsonl",
            "  assay livebench grade --help"
        })
public final class LiveBench {}
