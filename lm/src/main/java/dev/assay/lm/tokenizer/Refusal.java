package dev.assay.lm.tokenizer;

import dev.assay.base.AssayException;

/// The problems of this package, each with its code in one place.
final class Refusal {
    private Refusal() {}

    static AssayException noTokenizer(String where, String what) {
        return AssayException.of(
                "ASSAY-4040",
                what,
                where,
                "put the model's tokenizer.json there (or, for GPT-2 style models, vocab.json and merges.txt); a folder"
                        + " with only tokenizer.model must first be saved again by its own library with a tokenizer.json");
    }

    static AssayException unreadable(String where, String what) {
        return AssayException.of("ASSAY-4041", what, where, "fetch the file again and compare its size and checksum");
    }

    static AssayException unsupported(String where, String what) {
        return AssayException.of(
                "ASSAY-4042",
                what,
                where,
                "open a model whose tokenizer is BPE made of the parts that docs/problems/ASSAY-4042.md lists");
    }

    static AssayException noSuchId(int id, int vocabulary) {
        return AssayException.of(
                "ASSAY-4043",
                "No token has the id " + id + ".",
                "token id " + id + "; the vocabulary ends at " + (vocabulary - 1),
                "use the tokenizer of the model that made the id");
    }

    static AssayException noNatives(String where, String what) {
        return AssayException.of(
                "ASSAY-1040",
                what,
                where,
                "make the folder writable or name another with -Dassay.natives=FOLDER; on a platform without a build"
                        + " use Linux, Windows on x86-64 or macOS on Arm");
    }
}
