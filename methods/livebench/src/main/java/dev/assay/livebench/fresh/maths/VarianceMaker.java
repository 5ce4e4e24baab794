package dev.assay.livebench.fresh.maths;

import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.fresh.Draft;
import dev.assay.livebench.fresh.Draws;
import dev.assay.livebench.fresh.Kind;
import dev.assay.livebench.fresh.Maker;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks for the sample variance of some numbers.
///
/// It is computed from the distances to the mean, and proved from the distances of all pairs.
public final class VarianceMaker implements Maker {
    private static final List<String> TASKS = List.of(
            "Compute the sample variance of $%s$.",
            "What is the sample variance of the numbers $%s$?",
            "These values were measured: $%s$. Find their sample variance.");

    @Override
    public Kind kind() {
        return Kind.of("math", "AMPS_Hard", "amps_hard_variance");
    }

    @Override
    public Optional<Draft> draw(RandomGenerator random, Difficulty difficulty) {
        Sample sample = Sample.draw(random, difficulty);
        Rational variance = sample.variance();
        if (!variance.equals(sample.varianceOfPairs())) {
            return Optional.empty();
        }
        String task = Draws.one(random, TASKS).formatted(Latex.list(sample.numbers()));
        String form = "The sum of squares is to be divided by one less than the count. Write the result as a whole"
                + " number or a fraction in lowest terms.";
        return new Exercise(task, form, "\\frac{2}{7}", Latex.number(variance)).draft(random);
    }
}
