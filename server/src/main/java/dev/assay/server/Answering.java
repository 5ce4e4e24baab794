package dev.assay.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.lm.constrain.JsonConstraint;
import dev.assay.lm.generate.LogitProcessor;
import dev.assay.lm.generate.SequenceEvent;
import dev.assay.lm.generate.SequenceRequest;
import dev.assay.model.Sampling;
import dev.assay.server.engine.Engine;
import dev.assay.server.engine.Overloaded;
import dev.assay.server.engine.Served;
import dev.assay.server.http.Exchange;
import dev.assay.server.http.Logged;
import dev.assay.server.settings.ServerSettings;
import dev.assay.server.wire.AnswerWriter;
import dev.assay.server.wire.GenerationBody;
import dev.assay.server.wire.Steering;
import dev.assay.server.wire.Told;
import dev.assay.server.wire.WireProblem;
import dev.assay.tensor.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// Has a request's choices written and sends them, as they come or as a whole.
final class Answering {
    private final Engine engine;
    private final ServerSettings settings;

    Answering(Engine engine, ServerSettings settings) {
        this.engine = engine;
        this.settings = settings;
    }

    /// The base, where a request turns the adapter off.
    ///
    /// @throws WireProblem if there is none to turn off, or a bias is for what is no token
    Served steered(Served served, GenerationBody body) {
        Known.require(served, ids(body.sampling().logitBias()), "logit_bias");
        Known.require(served, ids(body.steering().firstBias()), "assay.first_token_logit_bias");
        if (body.steering().adapter()) {
            return served;
        }
        return served.base()
                .map(engine.models()::get)
                .orElseThrow(() -> WireProblem.field(
                        "assay.adapter",
                        "invalid_value",
                        "'assay.adapter' is false, but '" + served.name() + "' is no adapter."));
    }

    private static IntStream ids(Map<Integer, Double> bias) {
        return bias.keySet().stream().mapToInt(id -> id);
    }

    /// Answers.
    ///
    /// @param prompts one for each choice; none where nothing is to be written
    Logged answer(Exchange exchange, Served served, GenerationBody body, List<int[]> prompts, AnswerWriter writer) {
        BlockingQueue<Told> events = new LinkedBlockingQueue<>();
        AtomicBoolean given = new AtomicBoolean();
        List<SequenceRequest> requests = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            Consumer<SequenceEvent> told = told(i, body.stream(), events);
            requests.add(new SequenceRequest(
                    prompts.get(i),
                    sampling(body.sampling(), i % body.choices()),
                    processors(served, body),
                    body.steering().hiddenState(),
                    () -> given.get() || exchange.isGone(),
                    told));
        }
        try {
            submit(exchange, served, requests);
            follow(exchange, body, events, writer);
        } finally {
            // Whatever ended this, nobody waits for what is still written.
            given.set(true);
        }
        return new Logged(
                Optional.of(body.model()),
                body.user(),
                writer.tally().prompt(),
                writer.tally().completion());
    }

    /// Passes events on; all at once in the end where nobody reads them before, since each waking of a
    /// reader takes time from the engine.
    private static Consumer<SequenceEvent> told(int choice, boolean stream, BlockingQueue<Told> events) {
        if (stream) {
            return event -> events.add(new Told(choice, event));
        }
        List<Told> held = new ArrayList<>();
        return event -> {
            held.add(new Told(choice, event));
            if (event instanceof SequenceEvent.Ended || event instanceof SequenceEvent.Failed) {
                events.addAll(held);
            }
        };
    }

    private void submit(Exchange exchange, Served served, List<SequenceRequest> requests) {
        if (requests.size() > engine.most()) {
            throw WireProblem.of(
                    400,
                    WireProblem.Type.INVALID_REQUEST,
                    "too_many_sequences",
                    "The request asks for " + requests.size() + " answers at once; this server holds " + engine.most()
                            + ".");
        }
        try {
            if (!requests.isEmpty()) {
                engine.submit(served.name(), requests);
            }
        } catch (Overloaded full) {
            if (!full.closing()) {
                exchange.header("retry-after", Integer.toString(full.retryAfterSeconds()));
            }
            throw WireProblem.overloaded(full);
        }
    }

    private void follow(Exchange exchange, GenerationBody body, BlockingQueue<Told> events, AnswerWriter writer) {
        long end = System.nanoTime() + settings.limits().answerTime().toNanos();
        while (!writer.done() && !exchange.isGone()) {
            List<JsonNode> pieces = writer.write(next(events, end));
            if (!pieces.isEmpty()) {
                exchange.beginStream();
                pieces.forEach(exchange::send);
            }
        }
        if (exchange.isGone()) {
            return;
        }
        if (body.stream()) {
            if (body.includeUsage()) {
                exchange.send(writer.usage());
            }
            exchange.endStream();
        } else {
            exchange.respond(200, writer.whole());
        }
    }

    private Told next(BlockingQueue<Told> events, long end) {
        try {
            Told told = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (told == null) {
                throw WireProblem.of(
                        504,
                        WireProblem.Type.SERVER,
                        "answer_timeout",
                        "The answer took longer than "
                                + settings.limits().answerTime().toSeconds() + " s.");
            }
            return told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WireProblem.of(503, WireProblem.Type.SERVER, "shutting_down", "The server is shutting down.");
        }
    }

    /// The choices of one prompt differ: the first has the seed itself, the others have what follows
    /// from it.
    private static Sampling sampling(Sampling asked, int choice) {
        OptionalLong seed = asked.seed();
        if (choice == 0 || seed.isEmpty()) {
            return asked;
        }
        return asked.withSeed(Randomness.of(seed.getAsLong())
                .split("choice " + choice)
                .numbers()
                .nextLong());
    }

    private List<LogitProcessor> processors(Served served, GenerationBody body) {
        List<LogitProcessor> all = new ArrayList<>();
        Steering steering = body.steering();
        if (!steering.firstBias().isEmpty()) {
            Map<Integer, Double> bias = steering.firstBias();
            all.add((sequence, prompt, logits) -> {
                if (sequence.length() == prompt) {
                    bias.forEach((id, more) -> logits[id] += more.floatValue());
                }
            });
        }
        steering.firstToken()
                .map(token -> tokenId(served, token))
                .ifPresent(id -> all.add((sequence, prompt, logits) -> {
                    if (sequence.length() == prompt) {
                        Arrays.fill(logits, Float.NEGATIVE_INFINITY);
                        logits[id] = 0;
                    }
                }));
        body.grammar()
                .ifPresent(grammar -> all.add(new JsonConstraint(
                        served.trie(),
                        served.tokenizer(),
                        grammar,
                        served.model().generator().ends())));
        return all;
    }

    private static int tokenId(Served served, JsonNode token) {
        int vocabulary = served.model().pretrained().decoder().config().vocabulary();
        if (token.isIntegralNumber()) {
            if (token.canConvertToInt() && token.intValue() >= 0 && token.intValue() < vocabulary) {
                return token.intValue();
            }
        } else {
            int[] ids = served.tokenizer().encode(token.textValue(), false);
            if (ids.length == 1) {
                return ids[0];
            }
        }
        throw WireProblem.field(
                "assay.first_token",
                "invalid_token",
                "'" + token.asText() + "' is not one token of this model"
                        + (token.isTextual() ? "; an id is a number without quotes." : "."));
    }
}
