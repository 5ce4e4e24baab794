package dev.assay.base;

import java.util.regex.Pattern;

/// One thing that is wrong: what, where, and how to mend it.
///
/// The code is stable (`ASSAY-4103`), has a page of its own under `docs/problems/`, and its first digit is the
/// [exit code][ExitCode] of a command that ends with it. Library, command line and server show a problem alike.
///
/// @param code  `ASSAY-` and four digits
/// @param what  one sentence, with the numbers
/// @param where file and line, field, tensor or option; several places are joined by line feeds
/// @param mend  what to do about it
public record Problem(String code, String what, String where, String mend) {
    private static final Pattern CODE = Pattern.compile("ASSAY-[1-6]\\d{3}");

    public Problem {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("a problem's code is ASSAY- and four digits, the first 1 to 6: " + code);
        }
        if (what.isBlank() || where.isBlank() || mend.isBlank()) {
            throw new IllegalArgumentException("a problem says what, where and how to mend it: " + code);
        }
    }

    /// The exit code of a command that ends with this problem.
    public ExitCode exitCode() {
        return ExitCode.of(code.charAt("ASSAY-".length()) - '0');
    }

    /// The text a person reads:
    ///
    /// ```
    /// ASSAY-4103  The adapter does not fit this model.
    ///   where   adapter.safetensors, tensor lora_A: found [8, 512], needed [8, 768]
    ///   mend    open the model it was trained on
    /// ```
    public String render() {
        return code + "  " + what + "\n" + entry("where", where) + "\n" + entry("mend ", mend);
    }

    private static String entry(String name, String text) {
        return "  " + name + "   " + text.replace("\n", "\n          ");
    }
}
