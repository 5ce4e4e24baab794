package dev.assay.lm.generate;

import dev.assay.base.AssayException;
import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.Input;
import dev.assay.lm.family.KeyValueCache;
import dev.assay.lm.family.Masks;
import dev.assay.lm.family.RowCache;
import dev.assay.lm.family.RowDecoder;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.model.Sampling;
import dev.assay.nn.Pass;
import dev.assay.nn.layer.Mask;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Randomness;
import dev.assay.tensor.Scope;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Generates text with a key-value cache, several prompts at a time.
///
/// Prompts of a batch are padded on the left, so that all rows write into the same column. A row's
/// numbers depend on its own prompt and seed alone, not on its neighbours, up to rounding. Where the
/// sampling has no seed, each row draws afresh.
///
/// @param decoder    the network
/// @param tokenizer  for text, stop strings and the ids that end a sequence
/// @param processors change the logits before each choice, in order
/// @param ends       ids that end a sequence and are not part of it
public record Generator(Decoder decoder, Tokenizer tokenizer, List<LogitProcessor> processors, Set<Integer> ends) {
    public Generator {
        processors = List.copyOf(processors);
        ends = Set.copyOf(ends);
    }

    /// With the tokenizer's own [ends][Tokenizer#endIds()].
    public Generator(Decoder decoder, Tokenizer tokenizer, List<LogitProcessor> processors) {
        this(decoder, tokenizer, processors, tokenizer.endIds());
    }

    /// The same, which some more ids end.
    public Generator withEnds(Set<Integer> more) {
        Set<Integer> all = new HashSet<>(ends);
        all.addAll(more);
        return new Generator(decoder, tokenizer, processors, all);
    }

    /// Without logit processors.
    public static Generator of(Decoder decoder, Tokenizer tokenizer) {
        return new Generator(decoder, tokenizer, List.of());
    }

    /// Generates a continuation of each prompt.
    ///
    /// @param prompts ids, each at least one and fewer than the context
    /// @throws AssayException `ASSAY-4060` for a prompt that does not leave room for one token,
    ///     `ASSAY-4061` for an empty one
    public List<Generated> generate(List<int[]> prompts, Sampling sampling, GenerationListener listener) {
        for (int i = 0; i < prompts.size(); i++) {
            requireRoom(prompts.get(i), prompts.size() == 1 ? "prompt" : "prompt " + (i + 1) + " of " + prompts.size());
        }
        if (prompts.isEmpty()) {
            return List.of();
        }
        List<Row> rows = rows(prompts, sampling, listener);
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            run(prompts, rows, sampling);
        }
        return rows.stream().map(Row::result).toList();
    }

    /// Refuses a prompt that cannot be answered.
    ///
    /// @param where what the problem calls the prompt
    /// @throws AssayException `ASSAY-4060` if it leaves no room for one token, `ASSAY-4061` if it is
    ///     empty
    public void requireRoom(int[] prompt, String where) {
        int context = decoder.config().context();
        if (prompt.length == 0) {
            throw AssayException.of("ASSAY-4061", "A prompt is empty.", where, "begin with at least one token");
        }
        if (prompt.length >= context) {
            throw AssayException.of(
                    "ASSAY-4060",
                    "The prompt does not fit: it has " + prompt.length + " tokens, the model's context holds " + context
                            + " with at least one of the answer.",
                    where,
                    "shorten the prompt by at least " + (prompt.length - context + 1) + " tokens; nothing is cut"
                            + " silently");
        }
    }

    private List<Row> rows(List<int[]> prompts, Sampling sampling, GenerationListener listener) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            int room = Math.min(sampling.maxTokens(), decoder.config().context() - prompts.get(i).length);
            Sampler sampler = new Sampler(sampling, randomness(sampling).numbers());
            rows.add(new Row(i, prompts.get(i), room, sampling, tokenizer, ends, sampler, listener));
        }
        return rows;
    }

    /// With a seed, the same for each prompt, whichever its neighbours are; without one, new each time.
    static Randomness randomness(Sampling sampling) {
        return Randomness.of(sampling.seed().orElseGet(() -> new SecureRandom().nextLong()))
                .split("sampling");
    }

    private void run(List<int[]> prompts, List<Row> rows, Sampling sampling) {
        int longest = prompts.stream().mapToInt(p -> p.length).max().orElse(0);
        int[] starts = prompts.stream().mapToInt(p -> longest - p.length).toArray();
        int most = Math.min(
                sampling.maxTokens(),
                decoder.config().context()
                        - prompts.stream().mapToInt(p -> p.length).min().orElse(0));
        KeyValueCache cache = new KeyValueCache(
                decoder.config(), rows.size(), longest + most, decoder.tokens().weight());
        Optional<RowCache> alone = cache.alone(decoder.config().reach());
        Optional<RowDecoder> decoding = alone.flatMap(one -> RowDecoder.of(decoder, 1));
        float[][] logits = step(padded(prompts, longest), starts, cache);
        while (advance(rows, logits)) {
            logits = decoding.isPresent()
                    ? new float[][] {
                        decoding.get().logits(new int[] {rows.getFirst().last()}, alone.orElseThrow())
                    }
                    : step(rows.stream().map(r -> new int[] {r.last()}).toArray(int[][]::new), starts, cache);
        }
    }

    private static int[][] padded(List<int[]> prompts, int longest) {
        return prompts.stream()
                .map(p -> {
                    int[] row = new int[longest];
                    System.arraycopy(p, 0, row, longest - p.length, p.length);
                    return row;
                })
                .toArray(int[][]::new);
    }

    /// True if some row goes on.
    private boolean advance(List<Row> rows, float[][] logits) {
        boolean goesOn = false;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (!row.finished()) {
                row.advance(logits[i], 0, logits[i].length, new Logits(logits[i]).logSumExp(), processors);
                goesOn |= !row.finished();
            }
        }
        return goesOn;
    }

    /// The logits after the last column, `[batch][vocabulary]`.
    private float[][] step(int[][] ids, int[] starts, KeyValueCache cache) {
        try (var scope = Scope.open()) {
            Input input = input(ids, starts, cache);
            Tensor hidden = decoder.hidden(input, Pass.inference());
            cache.advance(ids[0].length);
            Tensor last = hidden.narrow(1, ids[0].length - 1, 1);
            return rows(decoder.head().forward(last, Pass.inference()), ids.length);
        }
    }

    private Input input(int[][] ids, int[] starts, KeyValueCache cache) {
        int time = ids[0].length;
        boolean unpadded = Arrays.stream(starts).allMatch(s -> s == 0);
        Mask mask = Masks.padded(time, cache.length(), starts, decoder.config().slidingWindow());
        Optional<Tensor> positions = unpadded ? Optional.empty() : Optional.of(positions(starts, cache.length(), time));
        return new Input(tensor(ids), positions, cache.length(), mask, cache.perLayer());
    }

    private Tensor tensor(int[][] ids) {
        long[] flat =
                Arrays.stream(ids).flatMapToInt(Arrays::stream).asLongStream().toArray();
        Tensor tensor = torch.tensor(flat).view(ids.length, ids[0].length);
        return decoder.tokens().weight().is_cpu()
                ? tensor
                : tensor.to(decoder.tokens().weight().device(), ScalarType.Long);
    }

    private Tensor positions(int[] starts, int first, int time) {
        int[][] positions = new int[starts.length][time];
        for (int row = 0; row < starts.length; row++) {
            for (int i = 0; i < time; i++) {
                positions[row][i] =
                        Math.clamp(first + i - starts[row], 0, decoder.config().context() - 1);
            }
        }
        return tensor(positions);
    }

    private static float[][] rows(Tensor logits, int batch) {
        float[] all = Heap.numbers(logits);
        int width = all.length / batch;
        float[][] rows = new float[batch][];
        for (int i = 0; i < batch; i++) {
            rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
        }
        return rows;
    }
}
