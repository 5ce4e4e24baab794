package dev.assay.lm.finetune;

import dev.assay.lm.training.Batches;
import dev.assay.lm.training.NextTokenObjective;
import dev.assay.lm.training.TokenBatch;
import dev.assay.lm.training.Window;
import dev.assay.nn.train.Trainer;
import dev.assay.nn.train.TrainingEstimate;
import dev.assay.tensor.Randomness;
import java.util.Comparator;
import java.util.List;

/// What a fine-tune will take, learned from a few steps on its longest rows.
///
/// @param estimate      of memory and time
/// @param tokensPerStep that went through the model, padding included
public record Rehearsal(TrainingEstimate estimate, long tokensPerStep) {
    /// Rehearses a run. Its model is changed by that; open it anew to train it.
    ///
    /// @throws dev.assay.base.AssayException `ASSAY-5070` if weights, gradients and optimiser alone do not fit
    ///     the memory; nothing was allocated then
    public static Rehearsal of(Finetuning run) {
        int rows = run.plan().training().rows();
        int micro = run.plan().training().microRows();
        List<Window> longest = run.train().stream()
                .sorted(Comparator.comparingInt((Window w) -> -w.ids().length))
                .limit(Math.max(rows, micro))
                .toList();
        Batches batches = Batches.shuffled(longest, rows, micro, Randomness.of(1));
        TrainingEstimate estimate =
                Trainer.check(run.settings(), new NextTokenObjective(run.model().decoder(), batches, List.of()));
        long tokens = batches.at(0).stream().mapToLong(TokenBatch::tokens).sum();
        return new Rehearsal(estimate, tokens);
    }
}
