package dev.assay.cli.doctor;

import dev.assay.base.ExitCode;
import dev.assay.base.evidence.Finding.Severity;
import dev.assay.cli.frame.Channel.Style;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.frame.Verb;
import dev.assay.cli.option.OutputOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `assay doctor`: checks the machine, and says what is well, what is not, and how to mend it.
@Command(
        name = "doctor",
        description = "Check this machine: what is well, what is not, and how to mend it.",
        footerHeading = "%nExamples:%n",
        footer = {"  assay doctor", "  assay doctor --json"})
public final class Doctor implements Verb {
    @Mixin
    private final OutputOptions output = new OutputOptions();

    private final Examination examination;

    /// @param examination what is looked at
    public Doctor(Examination examination) {
        this.examination = examination;
    }

    /// `DONE` if nothing stands in the way, `GATE` if there is an issue.
    @Override
    public ExitCode run(Console console, Interruption interruption) {
        Console chosen = output.applyTo(console);
        List<Check> checks = examination.checks();
        boolean well = checks.stream().noneMatch(check -> check.severity() == Severity.ISSUE);
        if (output.json()) {
            chosen.json(json(checks, well));
        } else {
            checks.forEach(check -> show(chosen, check));
            chosen.result(summary(checks, well));
        }
        return well ? ExitCode.DONE : ExitCode.GATE;
    }

    private static void show(Console console, Check check) {
        String mark = console.results().paint(style(check.severity()), word(check.severity()));
        String name = String.format(Locale.ROOT, "%-10s", check.name());
        console.result(mark + "  " + name + "  " + console.results().paint(Style.PLAIN, check.found()));
        if (!check.mend().isEmpty()) {
            console.result("        mend        " + console.results().paint(Style.PLAIN, check.mend()));
        }
    }

    private static String word(Severity severity) {
        return switch (severity) {
            case PASSED -> "ok    ";
            case TIP -> "tip   ";
            case ISSUE -> "ISSUE ";
            case NOT_CHECKED -> "?     ";
        };
    }

    private static Style style(Severity severity) {
        return switch (severity) {
            case PASSED -> Style.GOOD;
            case TIP -> Style.CAUTION;
            case ISSUE -> Style.BAD;
            case NOT_CHECKED -> Style.FAINT;
        };
    }

    private static String summary(List<Check> checks, boolean well) {
        Map<Severity, Long> counts =
                checks.stream().collect(Collectors.groupingBy(Check::severity, Collectors.counting()));
        return String.format(
                Locale.ROOT,
                "%n%s: %d well, %d to improve, %d in the way, %d not checked",
                well ? "Assay can run here" : "Assay cannot run here as it is",
                counts.getOrDefault(Severity.PASSED, 0L),
                counts.getOrDefault(Severity.TIP, 0L),
                counts.getOrDefault(Severity.ISSUE, 0L),
                counts.getOrDefault(Severity.NOT_CHECKED, 0L));
    }

    private static Map<String, Object> json(List<Check> checks, boolean well) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("well", well);
        result.put("checks", checks.stream().map(Doctor::json).toList());
        return result;
    }

    private static Map<String, String> json(Check check) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", check.name());
        fields.put("severity", check.severity().name().toLowerCase(Locale.ROOT));
        fields.put("found", check.found());
        fields.put("mend", check.mend());
        return fields;
    }
}
