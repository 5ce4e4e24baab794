package dev.assay.lm.score;

import dev.assay.base.AssayException;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.Input;
import dev.assay.nn.Pass;
import dev.assay.nn.loss.CrossEntropy;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Tells how likely given tokens are after others.
///
/// `log p(c_i | context, c_1 .. c_{i-1})`, in nats. The logits of a whole text are never held at once.
///
/// @param decoder the network
public record Scorer(Decoder decoder) {
    /// Tokens that go through the decoder together, padding included.
    static final int TOKENS_AT_ONCE = 4096;

    /// Tokens to be scored after others.
    ///
    /// @param context      at least one id; not scored
    /// @param continuation ids to be scored, may be empty
    public record Item(int[] context, int[] continuation) {
        int length() {
            return context.length + continuation.length;
        }

        private int at(int place) {
            return place < context.length ? context[place] : continuation[place - context.length];
        }
    }

    /// The log-probability of each id of the continuation, `[continuation]`.
    ///
    /// @param context      at least one id
    /// @param continuation ids that follow it
    /// @throws AssayException `ASSAY-4060` if together they are longer than the model's context
    /// @throws IllegalArgumentException if the context is empty, or an id lies outside the vocabulary
    public double[] logProbabilities(int[] context, int[] continuation) {
        return logProbabilities(List.of(new Item(context, continuation))).getFirst();
    }

    /// The log-probabilities of many continuations, in their order.
    ///
    /// Items of similar length go through the decoder together, padded on the right; each gets the same
    /// numbers as alone, up to rounding.
    ///
    /// @throws AssayException as [#logProbabilities(int[], int[])]
    /// @throws IllegalArgumentException as [#logProbabilities(int[], int[])]
    public List<double[]> logProbabilities(List<Item> items) {
        items.forEach(this::require);
        double[][] results = new double[items.size()][0];
        List<Integer> order = IntStream.range(0, items.size())
                .boxed()
                .filter(i -> items.get(i).continuation().length > 0)
                .sorted(Comparator.comparingInt((Integer i) -> -items.get(i).length()))
                .toList();
        for (int from = 0; from < order.size(); ) {
            int rows = Math.max(1, TOKENS_AT_ONCE / items.get(order.get(from)).length());
            List<Integer> group = order.subList(from, Math.min(order.size(), from + rows));
            List<double[]> scores = batch(group.stream().map(items::get).toList());
            for (int i = 0; i < group.size(); i++) {
                results[group.get(i)] = scores.get(i);
            }
            from += group.size();
        }
        return List.of(results);
    }

    private void require(Item item) {
        if (item.context().length == 0) {
            throw new IllegalArgumentException("a continuation is scored after at least one token");
        }
        int vocabulary = decoder.config().vocabulary();
        for (int place = 0; place < item.length(); place++) {
            if (item.at(place) < 0 || item.at(place) >= vocabulary) {
                throw new IllegalArgumentException(
                        "id " + item.at(place) + " at place " + place + " is none of the model's " + vocabulary);
            }
        }
        int context = decoder.config().context();
        if (item.length() > context) {
            throw AssayException.of(
                    "ASSAY-4060",
                    "Prompt and continuation do not fit: they have " + item.context().length + " + "
                            + item.continuation().length + " tokens, the model's context holds " + context + ".",
                    "continuation",
                    "shorten them by at least " + (item.length() - context) + " tokens; nothing is cut silently");
        }
    }

    private List<double[]> batch(List<Item> items) {
        // The last id of an item is predicted, and nothing is predicted from it.
        int width = items.getFirst().length() - 1;
        long[] ids = new long[items.size() * width];
        List<Long> places = new ArrayList<>();
        for (int row = 0; row < items.size(); row++) {
            Item item = items.get(row);
            for (int i = 0; i < item.length() - 1; i++) {
                ids[row * width + i] = item.at(i);
                if (i >= item.context().length - 1) {
                    places.add((long) row * width + i);
                }
            }
        }
        long[] targets = items.stream()
                .flatMapToInt(item -> Arrays.stream(item.continuation()))
                .asLongStream()
                .toArray();
        float[] losses =
                losses(ids, width, places.stream().mapToLong(Long::longValue).toArray(), targets);
        return split(losses, items);
    }

    private float[] losses(long[] ids, int width, long[] places, long[] targets) {
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            // A quantised head gives its matrix in f32, whatever the rest computes in.
            Tensor weight = decoder.headMatrix().to(decoder.tokens().weight().scalar_type());
            Tensor input = onDevice(torch.tensor(ids).view(-1, width));
            Tensor hidden = decoder.hidden(Input.of(input), Pass.inference());
            Tensor chosen = hidden.reshape(-1, decoder.config().dim()).index_select(0, onDevice(torch.tensor(places)));
            Tensor losses = CrossEntropy.losses(chosen, weight, onDevice(torch.tensor(targets)));
            float[] values = new float[targets.length];
            losses.to(ScalarType.Float).cpu().contiguous().data_ptr_float().get(values);
            return values;
        }
    }

    private Tensor onDevice(Tensor ids) {
        Tensor weight = decoder.tokens().weight();
        return weight.is_cpu() ? ids : ids.to(weight.device(), ids.scalar_type());
    }

    private static List<double[]> split(float[] losses, List<Item> items) {
        List<double[]> scores = new ArrayList<>();
        int at = 0;
        for (Item item : items) {
            double[] score = new double[item.continuation().length];
            for (int i = 0; i < score.length; i++) {
                score[i] = -losses[at++];
            }
            scores.add(score);
        }
        return scores;
    }
}
