package dev.assay.server.engine;

import dev.assay.lm.LocalModel;
import dev.assay.lm.generate.Generated;
import dev.assay.lm.generate.SequenceEvent;
import dev.assay.lm.generate.SequenceRequest;
import dev.assay.model.Answer;
import dev.assay.model.Capability;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TextListener;
import dev.assay.server.settings.ServerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A local model that answers several callers at once, as the server does: their sequences are written
/// together and join and leave between steps. It has no capability beyond answering.
public final class BatchedModel implements LanguageModel {
    private static final int MOST_WAITING = 1 << 20;

    private final LocalModel model;
    private final Engine engine;

    /// @param model       which is closed with this, and used by nobody else meanwhile
    /// @param parallelism answers that are written together; further callers wait
    public BatchedModel(LocalModel model, int parallelism) {
        this.model = model;
        this.engine = new Engine(
                List.of(new Served(model.name(), model, Optional.empty())),
                new ServerSettings.Batch(parallelism, MOST_WAITING, ServerSettings.Batch.DEFAULT.prefixBytes()));
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Answer generate(Prompt prompt, Sampling sampling, TextListener listener) {
        long start = System.nanoTime();
        int[] ids = model.prompts().of(prompt);
        BlockingQueue<SequenceEvent> events = new LinkedBlockingQueue<>();
        engine.submit(model.name(), List.of(SequenceRequest.of(ids, sampling, events::add)));
        Generated generated = written(events, listener);
        return model.answer(generated, ids.length, Duration.ofNanos(System.nanoTime() - start));
    }

    private static Generated written(BlockingQueue<SequenceEvent> events, TextListener listener) {
        while (true) {
            switch (next(events)) {
                case SequenceEvent.Began began -> {}
                case SequenceEvent.Wrote(String text, List<SequenceEvent.Token> tokens) -> {
                    if (!text.isEmpty()) {
                        listener.text(text);
                    }
                }
                case SequenceEvent.Ended(Generated generated) -> {
                    return generated;
                }
                case SequenceEvent.Failed(RuntimeException cause) -> throw cause;
            }
        }
    }

    private static SequenceEvent next(BlockingQueue<SequenceEvent> events) {
        try {
            return events.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("waiting for an answer was interrupted", e);
        }
    }

    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return Optional.empty();
    }

    @Override
    public OptionalInt contextTokens() {
        return model.contextTokens();
    }

    /// Ends what is being written, and frees the model.
    @Override
    public void close() {
        engine.close();
        model.close();
    }
}
