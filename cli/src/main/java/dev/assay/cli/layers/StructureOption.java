package dev.assay.cli.layers;

import dev.assay.base.AssayException;
import dev.assay.nn.moe.LayerDesign;
import java.util.function.Supplier;

/// Structures as a command line names them.
final class StructureOption {
    private static final String CODE = "ASSAY-2131";

    private StructureOption() {}

    /// The design that some words make.
    ///
    /// @throws AssayException `ASSAY-2131` if they make none
    static LayerDesign design(String words) {
        return checked("--structure " + words, () -> LayerDesign.parse(words));
    }

    /// What is made of a design.
    ///
    /// @param where what the problem names
    /// @throws AssayException `ASSAY-2131` if it cannot be made at a size
    static <T> T checked(String where, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw AssayException.of(
                    CODE,
                    "There is no such structure: " + e.getMessage() + ".",
                    where,
                    "assay layers describe --help lists the words");
        }
    }
}
