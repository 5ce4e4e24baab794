package dev.assay.cli.vtune;

import picocli.CommandLine.Command;

/// `assay vtune`: the area of proof that a provider fine-tuned on one's data.
@Command(
        name = "vtune",
        description = "Prove that a provider really fine-tuned a model on your data.",
        synopsisSubcommandLabel = "VERB",
        footerHeading = "%nExamples:%n",
        footer = {
            "  assay vtune plant --data faq.jsonl --epochs 3 --out vtune/faq",
            "  assay vtune verify vtune/faq/manifest.json --model http://127.0.0.1:8080/v1#faq"
        })
public final class Vtune {}
