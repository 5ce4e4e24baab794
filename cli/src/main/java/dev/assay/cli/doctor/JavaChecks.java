package dev.assay.cli.doctor;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Looks at Java and the terminal.
final class JavaChecks {
    private static final int OLDEST = 21;
    private static final int FAST_START = 25;

    private JavaChecks() {}

    static Check java(Machine machine) {
        int feature = Runtime.Version.parse(machine.property("java.version")).feature();
        String found = machine.property("java.version") + ", " + machine.property("java.vendor") + ", in "
                + machine.property("java.home");
        if (feature < OLDEST) {
            return Check.issue("java", found, "install a JDK " + OLDEST + " or later, and set JAVA_HOME to it");
        }
        if (feature < FAST_START) {
            return Check.tip("java", found, "a JDK " + FAST_START + " or later starts faster");
        }
        return Check.passed("java", found);
    }

    static Check terminal(Machine machine) {
        List<String> terminals = List.of(machine.property("assay.terminal").split(",", -1));
        String output = terminals.contains("out") ? "a terminal" : "a file or pipe";
        String encoding = machine.property("stdout.encoding");
        String found = "standard output is " + output + ", in " + (encoding.isEmpty() ? "no known encoding" : encoding);
        boolean unicode = !encoding.isEmpty()
                && Charset.isSupported(encoding)
                && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
        return unicode
                ? Check.passed("terminal", found)
                : Check.tip("terminal", found, "set LANG=C.UTF-8 or another UTF-8 locale, so that all text is shown");
    }
}
