package dev.assay.lm;

import dev.assay.base.AssayException;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.score.Scorer;
import dev.assay.model.Continuation;
import dev.assay.model.Prompt;
import dev.assay.model.Score;
import dev.assay.model.TokenScorer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Scores continuations under a local model.
record LocalScorer(Decoder decoder, PromptIds prompts, Answers answers, Turn turn) implements TokenScorer {
    @Override
    public Score score(Prompt prompt, String continuation) {
        return scoreAll(List.of(new Continuation(prompt, continuation))).getFirst();
    }

    @Override
    public List<Score> scoreAll(List<Continuation> continuations) {
        List<Scorer.Item> items = continuations.stream()
                .map(c -> prompts.with(c.prompt(), c.text()))
                .toList();
        List<double[]> found = turn.take(() -> new Scorer(decoder).logProbabilities(items));
        found.forEach(LocalScorer::requireNumbers);
        return IntStream.range(0, items.size())
                .mapToObj(i -> answers.score(items.get(i).continuation(), found.get(i)))
                .toList();
    }

    private static void requireNumbers(double[] logProbabilities) {
        if (Arrays.stream(logProbabilities).anyMatch(Double::isNaN)) {
            throw AssayException.of(
                    "ASSAY-4062",
                    "The model gives no distribution of the next token: its log-probabilities are not numbers.",
                    "logits",
                    "check the weights, which may be damaged or may have diverged in training; in bf16, try f32");
        }
    }
}
