package dev.assay.base;

import java.util.List;
import java.util.stream.Collectors;

/// Carries the problems that stopped a piece of work, all that were found and not only the first.
public final class AssayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /// @throws IllegalArgumentException if there is no problem
    public AssayException(List<Problem> problems) {
        super(problems.stream().map(Problem::render).collect(Collectors.joining("\n\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an AssayException carries at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    public AssayException(Problem problem) {
        this(List.of(problem));
    }

    public AssayException(Problem problem, Throwable cause) {
        this(List.of(problem));
        initCause(cause);
    }

    /// Shorthand for one problem.
    public static AssayException of(String code, String what, String where, String mend) {
        return new AssayException(new Problem(code, what, where, mend));
    }

    /// The problems, at least one.
    public List<Problem> problems() {
        return problems;
    }

    /// The exit code of the first problem.
    public ExitCode exitCode() {
        return problems.getFirst().exitCode();
    }
}
