package dev.assay.cli.livebench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.cli.frame.Console;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.judging.GradingRun;
import dev.assay.livebench.sandbox.Bubblewrap;
import dev.assay.livebench.sandbox.Sandbox;
import dev.assay.livebench.sandbox.Unprotected;
import java.util.List;
import picocli.CommandLine.Option;

/// How answers are graded.
final class GradingOptions {
    @Option(
            names = "--grading",
            paramLabel = "MODE",
            description = {
                "strict (default) mends known faults of the official graders;",
                "reference gives what they give, score for score."
            })
    private Mode mode = Mode.STRICT;

    @Option(
            names = "--allow-unscorable",
            paramLabel = "PERCENT",
            description = "Exit code 3 where more answers than this could not be graded (default 2).")
    private double allowed = 2;

    @Option(names = "--threads", paramLabel = "N", description = "Answers graded side by side (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--unsafe-no-sandbox",
            description = {
                "Run programs of the answers without bubblewrap, with all that you may do.",
                "Without it they run in a sandbox, or not at all where there is none."
            })
    private boolean unprotected;

    /// How faithful to the official graders' faults.
    Mode mode() {
        return mode;
    }

    /// What grades.
    ///
    /// @throws AssayException `ASSAY-2117` if the options make no sense
    GradingRun run(Console console) {
        if (threads < 1 || !(allowed >= 0 && allowed <= 100)) {
            throw AssayException.of(
                    "ASSAY-2117",
                    "The answers cannot be graded so.",
                    threads < 1 ? "--threads " + threads : "--allow-unscorable " + allowed,
                    threads < 1 ? "give a number of at least 1" : "give a percentage from 0 to 100");
        }
        return new GradingRun(mode, sandbox(console), threads);
    }

    private Sandbox sandbox(Console console) {
        if (unprotected) {
            console.note("programs of the answers run without protection, with all that this user may do");
            return new Unprotected();
        }
        return Bubblewrap.find();
    }

    /// The gate: whether few enough answers could not be graded. Questions that do not fit the model's
    /// context are told apart, since nothing failed; but some must have been graded.
    ExitCode gate(Console console, List<ObjectNode> judgments) {
        List<ObjectNode> asked = judgments.stream()
                .filter(judgment -> !TaskTable.isTooLong(judgment))
                .toList();
        if (asked.size() < judgments.size()) {
            console.note((judgments.size() - asked.size()) + " of " + judgments.size()
                    + " questions do not fit the model's context; the scores stand on the others");
        }
        long unscorable = asked.stream().filter(TaskTable::isUnscorable).count();
        boolean isNothingGraded = unscorable == asked.size() && !judgments.isEmpty();
        return unscorable * 100.0 > allowed * asked.size() || (isNothingGraded && allowed < 100)
                ? ExitCode.GATE
                : ExitCode.DONE;
    }
}
