package dev.assay.lm.generate;

import dev.assay.model.Sampling;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A sequence that is to join a [RunningBatch].
///
/// @param prompt     ids, at least one and fewer than the context
/// @param sampling   how tokens are chosen
/// @param processors change the logits before each choice, in order
/// @param observed   whether the hidden state where the answer begins is asked for
/// @param cancelled  whether nobody waits for the answer any more; asked before each step
/// @param events     is told what happens, on the batch's thread, and does not wait
public record SequenceRequest(
        int[] prompt,
        Sampling sampling,
        List<LogitProcessor> processors,
        boolean observed,
        BooleanSupplier cancelled,
        Consumer<SequenceEvent> events) {
    public SequenceRequest {
        processors = List.copyOf(processors);
    }

    /// Without processors, observation and cancelling.
    public static SequenceRequest of(int[] prompt, Sampling sampling, Consumer<SequenceEvent> events) {
        return new SequenceRequest(prompt, sampling, List.of(), false, () -> false, events);
    }
}
