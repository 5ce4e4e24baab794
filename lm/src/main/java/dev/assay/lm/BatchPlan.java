package dev.assay.lm;

import dev.assay.base.Machine;
import dev.assay.lm.family.DecoderConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which prompts go through a model together: those of similar length, as many as memory allows.
///
/// @param config      of the decoder
/// @param numberBytes bytes of a number in its cache
/// @param budgetBytes memory that a batch may take beside the weights
record BatchPlan(DecoderConfig config, int numberBytes, long budgetBytes) {
    /// More rows do not make a processor faster, and the batch waits for its longest answer.
    static final int MOST_ROWS = 64;

    private static final long MOST_BYTES = 4L << 30;

    /// An eighth of the machine's memory, at most 4 GiB.
    static BatchPlan of(DecoderConfig config, int numberBytes) {
        long memory = Machine.here().memoryBytes();
        return new BatchPlan(config, numberBytes, memory == 0 ? MOST_BYTES : Math.min(MOST_BYTES, memory / 8));
    }

    /// The indices of the prompts in batches, longest prompts first.
    ///
    /// @param lengths   tokens of each prompt
    /// @param maxTokens most tokens of an answer
    List<List<Integer>> batches(int[] lengths, int maxTokens) {
        List<Integer> order = IntStream.range(0, lengths.length)
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> -lengths[i]))
                .toList();
        List<List<Integer>> batches = new ArrayList<>();
        for (int from = 0; from < order.size(); ) {
            long row = bytesPerRow(lengths[order.get(from)], maxTokens);
            int rows = Math.clamp(budgetBytes / row, 1, MOST_ROWS);
            batches.add(order.subList(from, Math.min(order.size(), from + rows)));
            from += rows;
        }
        return batches;
    }

    /// Cache, activations of the prompt in one block, its mask (once in Java, twice natively), and logits.
    private long bytesPerRow(int prompt, int maxTokens) {
        long columns = prompt + (long) Math.min(maxTokens, config.context());
        long cache = columns * config.cacheBytesPerPosition(numberBytes);
        long widths = 6L * config.dim() + 4L * config.heads() * config.headDim() + 3L * config.intermediate();
        long mask = 3L * Float.BYTES * prompt * prompt;
        return cache + prompt * widths * numberBytes + mask + 4L * Float.BYTES * config.vocabulary();
    }
}
