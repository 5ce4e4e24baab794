package dev.assay.lm.tokenizer;

import dev.assay.lm.tokenizer.PairCounts.Ranked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Trains byte-level BPE tokenizers.
///
/// Text is split into words as GPT-2 does; then the most frequent pair of neighbouring tokens becomes a token,
/// again and again. The result depends on the texts and the plan alone: of two pairs that are equally frequent,
/// the one with the lower left id is merged first, then the one with the lower right id. Ids: the 256 bytes as
/// themselves, then the merged tokens in the order in which they were made, then the special tokens.
///
/// Texts are read once, one at a time; memory grows with the number of different words.
///
/// Source: Sennrich et al., "Neural Machine Translation of Rare Words with Subword Units" (2016), on bytes.
public final class BpeTrainer {
    private BpeTrainer() {}

    /// Trains on a stream of texts, which is closed afterwards.
    public static TrainedBpe train(Stream<String> texts, BpePlan plan) {
        try (texts) {
            return train(texts.iterator(), plan);
        }
    }

    /// Trains on texts; words never reach over the end of one.
    public static TrainedBpe train(Iterable<String> texts, BpePlan plan) {
        return train(texts.iterator(), plan);
    }

    private static TrainedBpe train(Iterator<String> texts, BpePlan plan) {
        WordCounts counts = new WordCounts(plan);
        texts.forEachRemaining(counts::add);
        PairCounts pairs = new PairCounts(counts.words());
        Tokens tokens = new Tokens();
        List<TrainedBpe.Merge> merges = new ArrayList<>();
        while (tokens.size() < plan.mostMerged()) {
            Optional<Ranked> best = pairs.best().filter(pair -> pair.count() >= plan.minFrequency());
            if (best.isEmpty()) {
                break;
            }
            Ranked pair = best.get();
            pairs.merge(pair, tokens.merged(pair.left(), pair.right()));
            merges.add(new TrainedBpe.Merge(pair.left(), pair.right(), pair.count()));
        }
        return new TrainedBpe(plan, tokens.all(), merges);
    }

    /// The tokens made so far; two merges may lead to the same bytes, and then to the same id.
    private static final class Tokens {
        private final List<byte[]> tokens = new ArrayList<>();
        private final Map<String, Integer> ids = new HashMap<>();

        Tokens() {
            for (int b = 0; b < 256; b++) {
                add(new byte[] {(byte) b});
            }
        }

        int merged(int left, int right) {
            byte[] first = tokens.get(left);
            byte[] second = tokens.get(right);
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            return add(both);
        }

        private int add(byte[] bytes) {
            return ids.computeIfAbsent(ByteAlphabet.toToken(bytes), any -> {
                tokens.add(bytes);
                return tokens.size() - 1;
            });
        }

        int size() {
            return tokens.size();
        }

        List<byte[]> all() {
            return tokens;
        }
    }
}
