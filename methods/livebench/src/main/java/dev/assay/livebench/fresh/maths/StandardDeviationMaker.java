package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks for the sample standard deviation of some numbers, as a simplified square root.
///
/// Its square is proved to be the variance as found from the distances of all pairs.
public final class StandardDeviationMaker implements Maker {
    private static final List<String> TASKS = List.of(
            "Compute the sample standard deviation of $%s$.",
            "What is the sample standard deviation of the numbers $%s$?",
            "These values were measured: $%s$. Find their sample standard deviation.");

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_std");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Sample sample = Sample.draw(random, difficulty);
        Root deviation = Root.of(sample.variance(), 2);
        boolean tooEasy = difficulty != Difficulty.EASY && deviation.isRational();
        if (tooEasy || !deviation.power(2).equals(sample.varianceOfPairs())) {
            return Optional.empty();
        }
        String task = Draws.one(random, TASKS).formatted(Latex.list(sample.numbers()));
        String form = "The sum of squares is to be divided by one less than the count. Write the result with a"
                + " simplified square root, not as a decimal number.";
        return new Exercise(task, form, "\\frac{2 \\sqrt{2}}{7}", deviation.latex()).draft(random);
    }
}
