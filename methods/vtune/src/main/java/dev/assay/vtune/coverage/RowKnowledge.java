package dev.assay.vtune.coverage;

import dev.assay.model.Answer;
import dev.assay.model.LanguageModel;
import dev.assay.model.Sampling;
import dev.assay.model.TokenScorer;
import dev.assay.vtune.match.AnswerMetric;
import dev.assay.vtune.row.TrainingRow;
import java.util.Optional;

/// How well a model knows a row.
public sealed interface RowKnowledge {
    /// Higher is better.
    double of(TrainingRow row);

    /// What stands in reports.
    String word();

    /// By the answer's mean log-probability of a token, in nats, less that of the model before, so that rows
    /// that are easy by themselves do not count.
    ///
    /// @param model  that was delivered
    /// @param before the model that it was made of; empty where that is not at hand
    record LogProbability(TokenScorer model, Optional<TokenScorer> before) implements RowKnowledge {
        @Override
        public double of(TrainingRow row) {
            double known = model.score(row.prompt(), row.answer()).meanLogProbability();
            return known
                    - before.map(other ->
                                    other.score(row.prompt(), row.answer()).meanLogProbability())
                            .orElse(0.0);
        }

        @Override
        public String word() {
            return "log-probability of answers" + (before.isPresent() ? " beyond the base model's" : "");
        }
    }

    /// By the words that its likeliest answer shares with the row's, for endpoints that tell no probabilities.
    ///
    /// @param model that was delivered
    record Words(LanguageModel model) implements RowKnowledge {
        private static final int TOKENS_FOR_A_WORD = 2;
        private static final int FURTHER_TOKENS = 16;

        @Override
        public double of(TrainingRow row) {
            int words = row.answer().strip().split("\\s+").length;
            Sampling sampling = Sampling.greedy().withMaxTokens(TOKENS_FOR_A_WORD * words + FURTHER_TOKENS);
            Answer answer = model.generate(row.prompt(), sampling);
            return AnswerMetric.F1.score(row.answer(), answer.text());
        }

        @Override
        public String word() {
            return "words shared with answers";
        }
    }
}
