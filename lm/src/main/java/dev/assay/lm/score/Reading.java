package dev.assay.lm.score;

import dev.assay.lm.family.Decoder;
import dev.assay.lm.family.Input;
import dev.assay.lm.generate.Generated;
import dev.assay.lm.generate.Logits;
import dev.assay.lm.generate.SequenceEvent;
import dev.assay.nn.Pass;
import dev.assay.tensor.Heap;
import dev.assay.tensor.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// What a decoder makes of a text that is given.
///
/// @param decoder the network
public record Reading(Decoder decoder) {
    /// Logits of so many positions are held at once.
    private static final int POSITIONS_AT_ONCE = 64;

    /// The mean over all positions of the last hidden states, after the final norm, `[dim]`.
    ///
    /// @param ids at least one, and at most the context
    public float[] meanState(int[] ids) {
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            return Heap.numbers(hidden(ids).mean(1));
        }
    }

    /// How likely each id was after those before it, and the likeliest at its place; of the first,
    /// nothing is known and it is left out.
    ///
    /// @param ids at least one, and at most the context
    /// @param top how many of the likeliest; 0 for none
    public List<SequenceEvent.Token> tokens(int[] ids, int top) {
        List<SequenceEvent.Token> all = new ArrayList<>();
        try (var scope = Scope.open();
                var ignored = new InferenceMode(true)) {
            Tensor hidden = hidden(ids);
            for (int from = 0; from < ids.length - 1; from += POSITIONS_AT_ONCE) {
                int count = Math.min(POSITIONS_AT_ONCE, ids.length - 1 - from);
                float[] logits = Heap.numbers(decoder.head().forward(hidden.narrow(1, from, count), Pass.inference()));
                int width = logits.length / count;
                for (int i = 0; i < count; i++) {
                    all.add(token(ids[from + i + 1], Arrays.copyOfRange(logits, i * width, (i + 1) * width), top));
                }
            }
        }
        return List.copyOf(all);
    }

    private static SequenceEvent.Token token(int id, float[] row, int top) {
        Logits logits = new Logits(row);
        Optional<Generated.TopTokens> likeliest = top > 0 ? Optional.of(logits.top(top)) : Optional.empty();
        return new SequenceEvent.Token(id, row[id] - logits.logSumExp(), likeliest);
    }

    private Tensor hidden(int[] ids) {
        Tensor row = torch.tensor(Arrays.stream(ids).asLongStream().toArray()).view(1, ids.length);
        return decoder.hidden(Input.of(row).on(decoder.tokens().weight()), Pass.inference());
    }
}
