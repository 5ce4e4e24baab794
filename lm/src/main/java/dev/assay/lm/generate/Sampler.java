package dev.assay.lm.generate;

import dev.assay.base.AssayException;
import dev.assay.model.Sampling;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Chooses the next token from its logits.
///
/// In order: the bias of single tokens, repetition, presence and frequency penalties, temperature, top-k, top-p,
/// min-p, and a draw. Sources: Keskar et al., "CTRL" (2019) for the repetition penalty; Fan et al. (2018) for
/// top-k; Holtzman et al., "The Curious Case of Neural Text Degeneration" (2020) for top-p; Nguyen et al. (2024)
/// for min-p.
///
/// @param sampling the settings
/// @param random   drawn from once for each token, unless decoding is greedy
record Sampler(Sampling sampling, RandomGenerator random) {
    /// The chosen id; changes `logits`.
    ///
    /// @throws AssayException `ASSAY-4063` if no token may be chosen
    int choose(LogitProcessor.Sequence sequence, int prompt, float[] logits) {
        sampling.logitBias().forEach((id, bias) -> {
            if (id < logits.length) {
                logits[id] += bias.floatValue();
            }
        });
        penalise(sequence, prompt, logits);
        int likeliest = argmax(logits);
        if (!(logits[likeliest] > Float.NEGATIVE_INFINITY)) {
            throw AssayException.of(
                    "ASSAY-4063",
                    "No token may follow: the logit processors forbid all " + logits.length + ".",
                    "token " + (sequence.length() - prompt + 1) + " of the answer",
                    "leave at least one token a logit above minus infinity");
        }
        return sampling.isGreedy() ? likeliest : draw(logits);
    }

    private void penalise(LogitProcessor.Sequence sequence, int prompt, float[] logits) {
        boolean repeats = sampling.repetitionPenalty() != 1;
        boolean counts = sampling.presencePenalty() != 0 || sampling.frequencyPenalty() != 0;
        if (!repeats && !counts) {
            return;
        }
        Map<Integer, Integer> seen = new HashMap<>();
        Map<Integer, Integer> generated = new HashMap<>();
        for (int i = 0; i < sequence.length(); i++) {
            seen.merge(sequence.at(i), 1, Integer::sum);
            if (i >= prompt) {
                generated.merge(sequence.at(i), 1, Integer::sum);
            }
        }
        if (repeats) {
            float penalty = (float) sampling.repetitionPenalty();
            seen.keySet().forEach(id -> logits[id] = logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty);
        }
        generated.forEach((id, count) ->
                logits[id] -= (float) (sampling.presencePenalty() + count * sampling.frequencyPenalty()));
    }

    /// The first of the largest.
    static int argmax(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    private int draw(float[] logits) {
        int[] order = candidates(logits);
        double[] probabilities = softmax(logits, order);
        int kept = nucleus(probabilities);
        double total = Arrays.stream(probabilities, 0, kept).sum();
        double target = random.nextDouble() * total;
        int chosen = 0;
        for (int i = 0; i < kept && target >= 0; i++) {
            target -= probabilities[i];
            chosen = probabilities[i] > 0 ? i : chosen;
        }
        return order[chosen];
    }

    /// Ids that may be drawn, by falling logit; equal ones by rising id. Sorted only as far as the settings
    /// need.
    private int[] candidates(float[] logits) {
        boolean ordered = sampling.topK() > 0 || sampling.topP() < 1;
        if (!ordered) {
            return IntStream.range(0, logits.length).toArray();
        }
        int most = sampling.topK() > 0 ? Math.min(sampling.topK(), logits.length) : logits.length;
        return new Logits(logits).best(most);
    }

    private double[] softmax(float[] logits, int[] order) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int id : order) {
            largest = Math.max(largest, logits[id]);
        }
        double sum = 0;
        double[] probabilities = new double[order.length];
        for (int i = 0; i < order.length; i++) {
            probabilities[i] = Math.exp((logits[order[i]] - largest) / sampling.temperature());
            sum += probabilities[i];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }

    /// How many of the first may be drawn by top-p; min-p sets the others to zero in place.
    private int nucleus(double[] probabilities) {
        int kept = probabilities.length;
        if (sampling.topP() < 1) {
            double sum = 0;
            kept = 0;
            while (kept < probabilities.length && sum < sampling.topP()) {
                sum += probabilities[kept++];
            }
        }
        if (sampling.minP() > 0) {
            double floor = sampling.minP() * Arrays.stream(probabilities).max().orElse(0);
            for (int i = 0; i < kept; i++) {
                if (probabilities[i] < floor) {
                    probabilities[i] = 0;
                }
            }
        }
        return Math.max(1, kept);
    }
}
