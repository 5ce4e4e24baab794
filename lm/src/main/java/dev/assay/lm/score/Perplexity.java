package dev.assay.lm.score;

import dev.assay.base.AssayException;
import dev.assay.base.Interval;
import dev.assay.lm.family.Decoder;
import dev.assay.stats.Intervals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How well a decoder predicts a text.
///
/// `perplexity = exp(1/N · Σ −log p(x_t | tokens before x_t in its window))`. Windows slide over the text by a
/// stride; each token but the text's first is scored once, in the first window that holds it, and so
/// with at least `window − stride` tokens before it, or all there are. For a text no longer than the
/// window this is the definition itself.
///
/// @param tokens      how many were scored
/// @param windows     how many windows that took
/// @param meanNll     mean negative log-likelihood, in nats per scored token
/// @param interval    of [#meanNll()], 95 %, by the [method][#INTERVAL] named there; none for a single window
/// @param bitsPerByte `Σ −log2 p / bytes of the text`, where the bytes were given
public record Perplexity(
        long tokens, int windows, double meanNll, Optional<Interval> interval, OptionalDouble bitsPerByte) {
    /// How the interval is made: windows are the independent units, and their differing numbers of
    /// tokens are allowed for by linearising the ratio of sums (Cochran, "Sampling Techniques", 1977,
    /// chapter 6).
    public static final String INTERVAL = "Student's t over windows";

    private static final double LEVEL = 0.95;

    /// Hears how far the measurement is.
    @FunctionalInterface
    public interface Listener {
        /// So many of all tokens are scored.
        void scored(long tokens, long all);
    }

    /// How a text is cut.
    ///
    /// @param window    tokens that the decoder sees at once, at least 2
    /// @param stride    tokens between the beginnings of two windows, below the window
    /// @param textBytes the text's length in bytes, for bits per byte
    public record Plan(int window, int stride, OptionalLong textBytes) {
        /// @throws AssayException `ASSAY-2060` unless `2 <= window` and `1 <= stride < window`
        public Plan {
            if (window < 2) {
                throw refused(
                        "A window of " + window + " tokens predicts nothing.",
                        "window",
                        "choose at least 2 tokens: one to read and one to predict");
            }
            if (stride < 1 || stride >= window) {
                throw refused(
                        "The stride " + stride + " does not fit a window of " + window + " tokens.",
                        "stride",
                        "choose a stride from 1 to " + (window - 1)
                                + ", so that every token has some context; half the window is usual");
            }
            if (textBytes.isPresent() && textBytes.getAsLong() < 1) {
                throw new IllegalArgumentException("a text has at least one byte: " + textBytes.getAsLong());
            }
        }

        /// Without bits per byte.
        public static Plan of(int window, int stride) {
            return new Plan(window, stride, OptionalLong.empty());
        }

        /// The same for a text of so many bytes.
        public Plan withTextBytes(long bytes) {
            return new Plan(window, stride, OptionalLong.of(bytes));
        }
    }

    /// `exp(mean)`.
    public double perplexity() {
        return Math.exp(meanNll);
    }

    /// Measures a decoder on a text.
    ///
    /// @param ids the text, at least two tokens, with whatever token begins a text for this model
    /// @throws AssayException as [#of(Decoder, int[], Plan, Listener)]
    public static Perplexity of(Decoder decoder, int[] ids, int window, int stride) {
        return of(decoder, ids, Plan.of(window, stride), (tokens, all) -> {});
    }

    /// Measures a decoder on a text and tells how far it is.
    ///
    /// @throws AssayException `ASSAY-2060` if the window is longer than the model's context,
    ///     `ASSAY-4064` if the text has fewer than two tokens
    public static Perplexity of(Decoder decoder, int[] ids, Plan plan, Listener listener) {
        int context = decoder.config().context();
        if (plan.window() > context) {
            throw refused(
                    "The window of " + plan.window() + " tokens is longer than the model's context of " + context + ".",
                    "window",
                    "choose a window of at most " + context);
        }
        if (ids.length < 2) {
            throw AssayException.of(
                    "ASSAY-4064",
                    "The text is too short to be scored: it has " + ids.length + " tokens.",
                    "text",
                    "give at least two tokens; the first has nothing before it");
        }
        List<Scorer.Item> items = windows(ids, plan);
        List<double[]> scores = scores(new Scorer(decoder), items, plan, ids.length - 1, listener);
        return summary(scores, plan);
    }

    private static List<Scorer.Item> windows(int[] ids, Plan plan) {
        List<Scorer.Item> items = new ArrayList<>();
        int scored = 1;
        for (int begin = 0; scored < ids.length; begin += plan.stride()) {
            int end = (int) Math.min(ids.length, (long) begin + plan.window());
            items.add(new Scorer.Item(Arrays.copyOfRange(ids, begin, scored), Arrays.copyOfRange(ids, scored, end)));
            scored = end;
        }
        return items;
    }

    private static List<double[]> scores(
            Scorer scorer, List<Scorer.Item> items, Plan plan, long all, Listener listener) {
        int together = Math.max(1, Scorer.TOKENS_AT_ONCE / plan.window());
        List<double[]> scores = new ArrayList<>();
        long done = 0;
        for (int from = 0; from < items.size(); from += together) {
            List<Scorer.Item> some = items.subList(from, Math.min(items.size(), from + together));
            scores.addAll(scorer.logProbabilities(some));
            done += some.stream().mapToLong(item -> item.continuation().length).sum();
            listener.scored(done, all);
        }
        return scores;
    }

    private static Perplexity summary(List<double[]> scores, Plan plan) {
        double[] sums =
                scores.stream().mapToDouble(s -> -Arrays.stream(s).sum()).toArray();
        long tokens = scores.stream().mapToLong(s -> s.length).sum();
        double total = Arrays.stream(sums).sum();
        double mean = total / tokens;
        // Their mean is the mean over tokens, their spread that of the ratio estimator.
        double[] units = new double[sums.length];
        Arrays.setAll(units, i -> mean + (sums[i] - mean * scores.get(i).length) * units.length / tokens);
        OptionalDouble bits = plan.textBytes().isPresent()
                ? OptionalDouble.of(total / Math.log(2) / plan.textBytes().getAsLong())
                : OptionalDouble.empty();
        return new Perplexity(
                tokens,
                sums.length,
                mean,
                units.length > 1 ? Optional.of(Intervals.mean(units, LEVEL)) : Optional.empty(),
                bits);
    }

    private static AssayException refused(String what, String where, String mend) {
        return AssayException.of("ASSAY-2060", what, where, mend);
    }
}
