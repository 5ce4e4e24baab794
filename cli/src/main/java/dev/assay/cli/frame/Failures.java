package dev.assay.cli.frame;

import dev.assay.base.AssayException;
import dev.assay.base.ExitCode;
import dev.assay.base.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParameterException;

/// Turns whatever stopped a verb into problems and an exit code.
final class Failures {
    private final Traces traces;

    Failures(Traces traces) {
        this.traces = traces;
    }

    /// Why a run ended without its result.
    ///
    /// @param problems at least one; the first decides the exit code
    record Failure(List<Problem> problems) {
        Failure {
            problems = List.copyOf(problems);
        }

        ExitCode exitCode() {
            return problems.getFirst().exitCode();
        }

        /// What a program reads: `{"problems": [{"code", "what", "where", "mend"}]}`.
        Map<String, Object> json() {
            return Map.of("problems", problems.stream().map(Failure::json).toList());
        }

        private static Map<String, String> json(Problem problem) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("code", problem.code());
            fields.put("what", problem.what());
            fields.put("where", problem.where());
            fields.put("mend", problem.mend());
            return fields;
        }
    }

    /// A mistake in the arguments.
    Failure of(ParameterException mistake) {
        return new Failure(List.of(UsageProblem.of(mistake)));
    }

    /// Anything else; what is nobody's announced problem is our fault, and its trace is kept.
    ///
    /// @param command the command's words, without values
    Failure of(Throwable thrown, List<String> command) {
        return switch (thrown) {
            case AssayException announced -> new Failure(announced.problems());
            case OutOfMemoryError full -> new Failure(List.of(heapExhausted(full)));
            default -> new Failure(List.of(ourFault(thrown, command)));
        };
    }

    private static Problem heapExhausted(OutOfMemoryError error) {
        long mebibytes = Runtime.getRuntime().maxMemory() >> 20;
        return new Problem(
                "ASSAY-5101",
                "Java's memory is used up: " + error.getMessage() + ".",
                "the Java heap, at most " + mebibytes + " MiB",
                "allow more with ASSAY_JAVA_OPTIONS=-Xmx" + 2 * mebibytes + "m, or give the work smaller pieces");
    }

    private Problem ourFault(Throwable thrown, List<String> command) {
        String where = traces.keep(thrown, command)
                .map(path -> "the full trace lies in " + path)
                .orElse("the full trace could not be saved: no folder for it is writable");
        return new Problem(
                "ASSAY-1101",
                "Something failed that should not: " + thrown.getClass().getSimpleName() + ".",
                where,
                "this is our fault, not yours; 'assay doctor' may show a cause, and the trace helps whoever looks into it");
    }
}
