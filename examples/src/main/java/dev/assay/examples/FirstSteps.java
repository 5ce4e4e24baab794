package dev.assay.examples;

import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.model.Answer;
import dev.assay.model.Capabilities;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.Score;
import dev.assay.model.TokenScorer;
import java.nio.file.Path;

/// The first ten lines: let a model write, and ask how likely it finds a text.
public final class FirstSteps {
    private FirstSteps() {}

    /// Runs the lines.
    ///
    /// @param arguments a model's folder
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        // region first
        try (LocalModel model = LocalModel.open(folder, LoadOptions.DEFAULT)) {
            Answer answer = model.generate(
                    Prompt.text("Once upon a time"), Sampling.greedy().withMaxTokens(40));
            System.out.println(answer.text());

            TokenScorer scorer = Capabilities.require(model, TokenScorer.class, "scoring");
            Score score = scorer.score(Prompt.text("Once upon a"), " time");
            System.out.println(score.logProbability());
        }
        // endregion
    }
}
