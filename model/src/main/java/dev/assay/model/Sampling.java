package dev.assay.model;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// How an answer's tokens are chosen; immutable, and unable to hold a value out of range.
///
/// Order of work on the logits: `logitBias`, the three penalties, temperature, then `topK`, `topP`, `minP`.
///
/// | key                 | range           | off   | meaning                                                     |
/// |---------------------|-----------------|-------|-------------------------------------------------------------|
/// | `temperature`       | `[0, 100]`      | 1     | logits are divided by it; 0 takes the likeliest token       |
/// | `topK`              | `>= 0`          | 0     | keep the k likeliest                                        |
/// | `topP`              | `(0, 1]`        | 1     | keep the fewest whose probability reaches p                 |
/// | `minP`              | `[0, 1]`        | 0     | keep those with at least p times the likeliest's            |
/// | `repetitionPenalty` | `(0, 100]`      | 1     | seen tokens' logits: positive divided, negative multiplied  |
/// | `presencePenalty`   | `[-2, 2]`       | 0     | taken off the logit of a token already in the answer        |
/// | `frequencyPenalty`  | `[-2, 2]`       | 0     | the same, times how often it stands there                   |
/// | `logitBias`         | `[-100, 100]`   | empty | added to the logits of token ids                            |
/// | `stop`              | not empty texts | empty | the answer ends before the first of these                   |
/// | `maxTokens`         | `>= 1`          |       | most tokens of the answer                                   |
/// | `seed`              | any             | empty | same seed, same answer (an endpoint may not keep this)      |
/// | `topLogprobs`       | `>= 0`          | 0     | alternatives shown per token; 0 shows no log-probabilities  |
///
/// Sources: nucleus sampling, Holtzman et al. 2020 (arXiv 1904.09751); min-p, Nguyen et al. 2024 (arXiv
/// 2407.01082); repetition penalty, Keskar et al. 2019 (arXiv 1909.05858).
public record Sampling(
        double temperature,
        int topK,
        double topP,
        double minP,
        double repetitionPenalty,
        double presencePenalty,
        double frequencyPenalty,
        Map<Integer, Double> logitBias,
        List<String> stop,
        int maxTokens,
        OptionalLong seed,
        int topLogprobs) {
    private static final int DEFAULT_MAX_TOKENS = 256;

    /// @throws IllegalArgumentException if a value is out of range; the message names the key and the range
    public Sampling {
        within("temperature", temperature, 0, 100);
        atLeast("topK", topK, 0);
        aboveZero("topP", topP, 1);
        within("minP", minP, 0, 1);
        aboveZero("repetitionPenalty", repetitionPenalty, 100);
        within("presencePenalty", presencePenalty, -2, 2);
        within("frequencyPenalty", frequencyPenalty, -2, 2);
        logitBias = Map.copyOf(logitBias);
        logitBias.forEach((id, bias) -> {
            atLeast("a token id of logitBias", id, 0);
            within("logitBias of token " + id, bias, -100, 100);
        });
        stop = List.copyOf(stop);
        if (stop.contains("")) {
            throw new IllegalArgumentException("stop holds an empty text, which would end every answer at once");
        }
        atLeast("maxTokens", maxTokens, 1);
        atLeast("topLogprobs", topLogprobs, 0);
    }

    /// The likeliest token each time, at most 256 of them.
    public static Sampling greedy() {
        return standard().withTemperature(0);
    }

    /// The model's own distribution: temperature 1 and nothing cut off, at most 256 tokens, no seed.
    public static Sampling standard() {
        return new Sampling(1, 0, 1, 0, 1, 0, 0, Map.of(), List.of(), DEFAULT_MAX_TOKENS, OptionalLong.empty(), 0);
    }

    /// Whether the likeliest token is taken each time.
    public boolean isGreedy() {
        return temperature == 0 || topK == 1;
    }

    /// A copy with another temperature.
    public Sampling withTemperature(double value) {
        return copy(value, topK, topP, minP, logitBias, stop, maxTokens, seed, topLogprobs);
    }

    /// A copy with another number of likeliest tokens kept.
    public Sampling withTopK(int value) {
        return copy(temperature, value, topP, minP, logitBias, stop, maxTokens, seed, topLogprobs);
    }

    /// A copy with another nucleus.
    public Sampling withTopP(double value) {
        return copy(temperature, topK, value, minP, logitBias, stop, maxTokens, seed, topLogprobs);
    }

    /// A copy with another least share of the likeliest token's probability.
    public Sampling withMinP(double value) {
        return copy(temperature, topK, topP, value, logitBias, stop, maxTokens, seed, topLogprobs);
    }

    /// A copy with other penalties on tokens that were seen before.
    public Sampling withPenalties(double repetition, double presence, double frequency) {
        return new Sampling(
                temperature,
                topK,
                topP,
                minP,
                repetition,
                presence,
                frequency,
                logitBias,
                stop,
                maxTokens,
                seed,
                topLogprobs);
    }

    /// A copy with other biases on token ids.
    public Sampling withLogitBias(Map<Integer, Double> value) {
        return copy(temperature, topK, topP, minP, value, stop, maxTokens, seed, topLogprobs);
    }

    /// A copy with other texts that end the answer.
    public Sampling withStop(List<String> value) {
        return copy(temperature, topK, topP, minP, logitBias, value, maxTokens, seed, topLogprobs);
    }

    /// A copy with other texts that end the answer.
    public Sampling withStop(String... value) {
        return withStop(List.of(value));
    }

    /// A copy with another length.
    public Sampling withMaxTokens(int value) {
        return copy(temperature, topK, topP, minP, logitBias, stop, value, seed, topLogprobs);
    }

    /// A copy with a seed.
    public Sampling withSeed(long value) {
        return copy(temperature, topK, topP, minP, logitBias, stop, maxTokens, OptionalLong.of(value), topLogprobs);
    }

    /// A copy that shows this many alternatives per token; 0 shows no log-probabilities.
    public Sampling withTopLogprobs(int value) {
        return copy(temperature, topK, topP, minP, logitBias, stop, maxTokens, seed, value);
    }

    private Sampling copy(
            double newTemperature,
            int newTopK,
            double newTopP,
            double newMinP,
            Map<Integer, Double> newBias,
            List<String> newStop,
            int newMaxTokens,
            OptionalLong newSeed,
            int newTopLogprobs) {
        return new Sampling(
                newTemperature,
                newTopK,
                newTopP,
                newMinP,
                repetitionPenalty,
                presencePenalty,
                frequencyPenalty,
                newBias,
                newStop,
                newMaxTokens,
                newSeed,
                newTopLogprobs);
    }

    private static void within(String key, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(key + " lies from " + low + " to " + high + ": " + value);
        }
    }

    private static void aboveZero(String key, double value, double high) {
        if (!(value > 0 && value <= high)) {
            throw new IllegalArgumentException(key + " lies above 0 and up to " + high + ": " + value);
        }
    }

    private static void atLeast(String key, int value, int low) {
        if (value < low) {
            throw new IllegalArgumentException(key + " is at least " + low + ": " + value);
        }
    }
}
