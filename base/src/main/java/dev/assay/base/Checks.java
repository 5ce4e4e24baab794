package dev.assay.base;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Collects faults and speaks once, so that a person mends all of them in one go.
///
/// ```java
/// var checks = new Checks();
/// checks.require(steps > 0, () -> new Problem("ASSAY-2005", "steps is " + steps, "train.toml", "give at least
/// 1")); checks.gather(() -> tokenizer.check());
/// checks.throwIfAny();
/// ```
///
/// Not safe for use from several threads.
public final class Checks {
    private final List<Problem> problems = new ArrayList<>();

    /// Adds the problem unless the condition holds; the problem is only made when it is needed.
    public Checks require(boolean condition, Supplier<Problem> problem) {
        if (!condition) {
            problems.add(problem.get());
        }
        return this;
    }

    /// Adds a problem.
    public Checks add(Problem problem) {
        problems.add(problem);
        return this;
    }

    /// Runs a piece of work and keeps the problems that stopped it, if any did; true if it ran through.
    public boolean gather(Runnable work) {
        try {
            work.run();
            return true;
        } catch (AssayException e) {
            problems.addAll(e.problems());
            return false;
        }
    }

    /// Whether nothing was found so far.
    public boolean passed() {
        return problems.isEmpty();
    }

    /// What was found so far, in order.
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// Throws all problems at once, or does nothing if there are none.
    ///
    /// @throws AssayException carrying every problem
    public void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new AssayException(problems);
        }
    }
}
