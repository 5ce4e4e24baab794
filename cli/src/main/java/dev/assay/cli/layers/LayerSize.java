package dev.assay.cli.layers;

import dev.assay.base.AssayException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A layer's size as a command line names it, `1024x4096`.
///
/// @param inputs  of the layer
/// @param outputs of the layer
record LayerSize(long inputs, long outputs) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})x(\\d{1,9})");

    /// @throws AssayException `ASSAY-2131` if it is none
    static LayerSize parse(String text) {
        Matcher parts = SIZE.matcher(text);
        if (!parts.matches()) {
            throw AssayException.of(
                    "ASSAY-2131",
                    "That is no size of a layer.",
                    "--size " + text,
                    "write inputs x outputs, as 1024x4096");
        }
        return new LayerSize(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)));
    }

    @Override
    public String toString() {
        return inputs + "x" + outputs;
    }
}
