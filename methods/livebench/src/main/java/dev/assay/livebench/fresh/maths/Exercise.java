package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// An exercise whose answer is a formula in a box, as all of AMPS_Hard.
///
/// @param task    what is to be done
/// @param form    a sentence that names the form of the answer, so that there is one only
/// @param example an answer to some other exercise, in LaTeX
/// @param truth   the answer, in LaTeX
record Exercise(String task, String form, String example, String truth) {
    private static final List<String> HOW =
            List.of("Think step by step.", "Work through it step by step.", "Reason step by step before you answer.");
    private static final List<String> UNSURE = List.of(
            "If you are not sure, give your best guess.",
            "Should you be unsure, guess.",
            "Make a guess if you cannot find it.");

    /// The question; nothing where the example would give the answer away.
    Optional<Draft> draft(RandomGenerator random) {
        if (truth.equals(example)) {
            return Optional.empty();
        }
        String prompt = task + " " + form + " " + Draws.one(random, HOW)
                + " Put the exact answer, and nothing else, in LaTeX in one box at the end, such as $\\boxed{" + example
                + "}$. " + Draws.one(random, UNSURE);
        return Optional.of(Draft.of(prompt, truth, "The answer is $\\boxed{" + truth + "}$."));
    }
}
