package dev.assay.cli.vtune;

import dev.assay.base.ExitCode;
import dev.assay.base.Interval;
import dev.assay.base.Progress;
import dev.assay.base.Provenance;
import dev.assay.base.TemporaryFolder;
import dev.assay.base.evidence.RunFolder;
import dev.assay.cli.frame.Console;
import dev.assay.cli.frame.Interruption;
import dev.assay.cli.option.OutputOptions;
import dev.assay.cli.option.RunFolders;
import dev.assay.model.LanguageModel;
import dev.assay.vtune.verify.Outcome;
import dev.assay.vtune.verify.TaskResult;
import dev.assay.vtune.verify.Transcript;
import dev.assay.vtune.verify.Verification;
import dev.assay.vtune.verify.VerificationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Runs a verification with its transcript in a folder, which a run that was stopped goes on from.
///
/// @param verification that is run
/// @param base         the scoring model, or nothing
/// @param tests        that were planned in all
/// @param identity     tells the model that is asked from others: its answers are not taken for another's
/// @param task         measures how well the task of the data is done, where that is to be measured
/// @param dose         tells the share of the planned exposures, where a lab's curve is at hand
/// @param inputs       that provenance names
record Transcripts(
        Verification verification,
        String base,
        int tests,
        String identity,
        Optional<Task> task,
        Function<Outcome, Optional<Interval>> dose,
        List<Path> inputs) {
    private static final String TRANSCRIPT = "transcript.jsonl";

    /// Measures how well the task of the data is done; empty if it was stopped.
    @FunctionalInterface
    interface Task {
        Optional<TaskResult> of(
                LanguageModel model, String identity, Path folder, Progress progress, Interruption interruption);
    }

    ExitCode run(
            LanguageModel model, Optional<Path> out, Console console, Interruption interruption, OutputOptions output) {
        if (out.isEmpty()) {
            try (TemporaryFolder folder = TemporaryFolder.create()) {
                return run(model, folder.path(), Optional.empty(), console, interruption, output);
            }
        }
        Path file = out.get().resolve(TRANSCRIPT);
        RunFolder folder = Transcript.isBegun(file) ? RunFolder.open(out.get()) : RunFolders.create(out.get());
        return run(model, out.get(), Optional.of(folder), console, interruption, output);
    }

    private ExitCode run(
            LanguageModel model,
            Path path,
            Optional<RunFolder> folder,
            Console console,
            Interruption interruption,
            OutputOptions output) {
        Progress progress = Progress.onStandardError(console.quiet());
        Optional<Outcome> outcome;
        try (Transcript transcript = Transcript.open(path.resolve(TRANSCRIPT), verification.hash(), identity)) {
            outcome = verification.run(model, transcript, progress, interruption::requested);
        }
        Optional<TaskResult> done = outcome.flatMap(ignored -> task)
                .flatMap(each -> each.of(model, identity, path, progress, interruption));
        if (outcome.isEmpty() || (task.isPresent() && done.isEmpty())) {
            console.note(folder.isPresent() ? "stopped; the same command goes on" : "stopped; nothing is kept");
            return ExitCode.INTERRUPTED;
        }
        Provenance provenance =
                Provenance.collect(0, Map.of("model", model.name(), "tests", Integer.toString(tests)), inputs);
        VerificationReport report = new VerificationReport(
                outcome.get(), model.name(), base, tests, done, dose.apply(outcome.get()), provenance);
        folder.ifPresent(kept -> kept.writeEvidence(report.evidence()));
        show(console, report, output);
        return report.verdict() == Outcome.Verdict.VERIFIED ? ExitCode.DONE : ExitCode.GATE;
    }

    private static void show(Console console, VerificationReport report, OutputOptions output) {
        if (output.json()) {
            console.json(report.fields());
            return;
        }
        Outcome outcome = report.outcome();
        console.result(report.summary());
        outcome.log10Secret().ifPresent(log10 -> console.result(line("log10 p, by the secret draw", log10)));
        outcome.log10Model().ifPresent(log10 -> console.result(line("log10 p, by the scoring model", log10)));
        outcome.activation().ifPresent(share -> console.result(line("signatures after triggers", share)));
        outcome.leak().ifPresent(share -> console.result(line("signatures without", share)));
        outcome.parroting().ifPresent(share -> console.result(line("after triggers never planted", share)));
        outcome.groupsPresent().ifPresent(share -> console.result(line("groups that show", share)));
        report.dose().ifPresent(share -> console.result(line("share of the planned exposures", share)));
        report.task().ifPresent(task -> {
            console.result(line("task, " + task.metric().word(), task.score()));
            task.baseScore().ifPresent(score -> console.result(line("task, the base model", score)));
        });
        report.evidence().findings().stream().skip(1).forEach(finding -> console.note(finding.text()));
    }

    private static String line(String name, double log10) {
        return String.format(Locale.ROOT, "%-30s %s", name, String.format(Locale.ROOT, "%.2f", log10 + 0.0));
    }

    private static String line(String name, Interval share) {
        return String.format(
                Locale.ROOT,
                "%-30s %.0f %% [%.0f, %.0f] of %d",
                name,
                100 * share.estimate(),
                100 * share.low(),
                100 * share.high(),
                share.n());
    }
}
