package dev.assay.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.lm.score.Reading;
import dev.assay.model.Prompt;
import dev.assay.server.engine.Engine;
import dev.assay.server.engine.Overloaded;
import dev.assay.server.engine.Served;
import dev.assay.server.http.Exchange;
import dev.assay.server.http.Logged;
import dev.assay.server.http.Route;
import dev.assay.server.settings.ServerSettings;
import dev.assay.server.wire.ChatBody;
import dev.assay.server.wire.ChatWriter;
import dev.assay.server.wire.CompletionBody;
import dev.assay.server.wire.CompletionWriter;
import dev.assay.server.wire.EmbeddingBody;
import dev.assay.server.wire.GenerationBody;
import dev.assay.server.wire.TokenBodies;
import dev.assay.server.wire.WireProblem;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// The routes that take a body.
final class Api {
    private final Engine engine;
    private final Answering answering;

    Api(Engine engine, ServerSettings settings) {
        this.engine = engine;
        this.answering = new Answering(engine, settings);
    }

    Map<String, Route> routes() {
        Map<String, Route> routes = new LinkedHashMap<>();
        routes.put("/v1/chat/completions", this::chat);
        routes.put("/v1/completions", this::complete);
        routes.put("/v1/embeddings", this::embed);
        routes.put("/tokenize", this::tokenize);
        routes.put("/detokenize", this::detokenize);
        return routes;
    }

    private Logged chat(Exchange exchange, JsonNode json) {
        ChatBody body = ChatBody.read(json);
        GenerationBody generation = body.generation();
        Served served = answering.steered(model(Optional.of(generation.model())), generation);
        int[] ids = fitting(served, "messages", () -> served.model().prompts().of(body.chat()));
        ChatWriter writer = new ChatWriter(exchange.id(), now(), generation, ids.length, served.tokenizer());
        return answering.answer(exchange, served, generation, Collections.nCopies(generation.choices(), ids), writer);
    }

    private Logged complete(Exchange exchange, JsonNode json) {
        CompletionBody body = CompletionBody.read(json);
        GenerationBody generation = body.generation();
        Served served = answering.steered(model(Optional.of(generation.model())), generation);
        List<int[]> prompts = new ArrayList<>();
        List<CompletionWriter.Echo> echoes = new ArrayList<>();
        for (CompletionBody.Given given : body.prompts()) {
            int[] ids = fitting(served, "prompt", () -> ids(served, given, "prompt"));
            prompts.addAll(Collections.nCopies(generation.choices(), ids));
            echoes.add(echo(served, body, ids));
        }
        CompletionWriter writer =
                new CompletionWriter(exchange.id(), now(), generation, echoes, body.writes(), served.tokenizer());
        return answering.answer(exchange, served, generation, body.writes() ? prompts : List.of(), writer);
    }

    private CompletionWriter.Echo echo(Served served, CompletionBody body, int[] ids) {
        if (!body.echo()) {
            return CompletionWriter.Echo.none(ids.length);
        }
        String text = served.tokenizer().decode(ids, true);
        if (!body.generation().logprobs()) {
            return new CompletionWriter.Echo(ids.length, text, new int[0], List.of());
        }
        Reading reading = new Reading(served.model().pretrained().decoder());
        int top = body.generation().top();
        return new CompletionWriter.Echo(ids.length, text, ids, compute(() -> reading.tokens(ids, top)));
    }

    private Logged embed(Exchange exchange, JsonNode json) {
        EmbeddingBody body = EmbeddingBody.read(json);
        Served served = model(Optional.of(body.model()));
        Reading reading = new Reading(served.model().pretrained().decoder());
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = answer.putArray("data");
        int tokens = 0;
        for (int i = 0; i < body.inputs().size(); i++) {
            CompletionBody.Given given = body.inputs().get(i);
            int[] ids = refused("input", () -> ids(served, given, "input"));
            requireFits(served, ids);
            float[] state = compute(() -> reading.meanState(ids));
            ObjectNode one = data.addObject().put("object", "embedding").put("index", i);
            put(one, state, body.base64());
            tokens += ids.length;
        }
        answer.put("model", body.model());
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        exchange.respond(200, answer);
        return new Logged(Optional.of(body.model()), body.user(), tokens, 0);
    }

    private static void requireFits(Served served, int[] ids) {
        if (ids.length > served.context()) {
            throw WireProblem.field(
                    "input",
                    "context_length_exceeded",
                    "A text has " + ids.length + " tokens; the model's context holds " + served.context() + ".");
        }
    }

    private static void put(ObjectNode node, float[] values, boolean base64) {
        if (base64) {
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            node.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
        } else {
            ArrayNode numbers = node.putArray("embedding");
            for (float value : values) {
                numbers.add(value);
            }
        }
    }

    private Logged tokenize(Exchange exchange, JsonNode json) {
        TokenBodies.Tokenize body = TokenBodies.Tokenize.read(json);
        Served served = model(body.model());
        int[] ids = refused("prompt", () -> switch (body.prompt()) {
            case Prompt.Text(String text) -> served.tokenizer().encode(text, body.special());
            case Prompt.Chat chat -> served.model().prompts().of(chat);
        });
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode tokens = answer.putArray("tokens");
        for (int id : ids) {
            tokens.add(id);
        }
        answer.put("count", ids.length);
        answer.put("max_model_len", served.context());
        exchange.respond(200, answer);
        return new Logged(Optional.of(served.name()), Optional.empty(), ids.length, 0);
    }

    private Logged detokenize(Exchange exchange, JsonNode json) {
        TokenBodies.Detokenize body = TokenBodies.Detokenize.read(json);
        Served served = model(body.model());
        Known.require(served, IntStream.of(body.tokens()), "tokens");
        String text = served.tokenizer().decode(body.tokens(), false);
        exchange.respond(200, JsonNodeFactory.instance.objectNode().put("prompt", text));
        return new Logged(Optional.of(served.name()), Optional.empty(), body.tokens().length, 0);
    }

    /// The model of a name; the first where none is named.
    private Served model(Optional<String> name) {
        Map<String, Served> models = engine.models();
        if (name.isEmpty()) {
            return models.values().iterator().next();
        }
        return Optional.ofNullable(models.get(name.get()))
                .orElseThrow(() -> WireProblem.notFound(
                        "model",
                        "model_not_found",
                        "There is no model '" + name.get() + "' here; there is " + String.join(", ", models.keySet())
                                + "."));
    }

    private int[] ids(Served served, CompletionBody.Given given, String param) {
        return switch (given) {
            case CompletionBody.Given.Text(String text) ->
                served.model().prompts().of(Prompt.text(text));
            case CompletionBody.Given.Ids(int[] ids) -> {
                Known.require(served, IntStream.of(ids), param);
                yield ids;
            }
        };
    }

    private static int[] fitting(Served served, String param, Supplier<int[]> made) {
        return refused(param, () -> {
            int[] ids = made.get();
            served.model().generator().requireRoom(ids, param);
            return ids;
        });
    }

    private static <T> T refused(String param, Supplier<T> made) {
        try {
            return made.get();
        } catch (AssayException e) {
            throw WireProblem.of(e, param);
        }
    }

    private <T> T compute(Supplier<T> work) {
        try {
            return engine.compute(work);
        } catch (Overloaded full) {
            throw WireProblem.overloaded(full);
        }
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
