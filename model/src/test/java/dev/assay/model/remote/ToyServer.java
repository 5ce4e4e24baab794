package dev.assay.model.remote;

import com.sun.net.httpserver.HttpExchange;
import dev.assay.model.remote.internal.JsonView;
import dev.assay.model.remote.internal.NotJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Plays a server whose features can be switched off; those that are off are passed over in silence, as real
/// servers do.
final class ToyServer implements FakeEndpoint.Play {
    private final Set<EndpointFeature> features;
    private final boolean prefillByFlags;
    private final AtomicInteger calls = new AtomicInteger();

    private ToyServer(Set<EndpointFeature> features, boolean prefillByFlags) {
        this.features = features;
        this.prefillByFlags = prefillByFlags;
    }

    static ToyServer with(boolean prefillByFlags, EndpointFeature... features) {
        var set = EnumSet.noneOf(EndpointFeature.class);
        set.addAll(List.of(features));
        return new ToyServer(set, prefillByFlags);
    }

    static ToyServer without(EndpointFeature... features) {
        var set = EnumSet.allOf(EndpointFeature.class);
        set.removeAll(List.of(features));
        return new ToyServer(set, false);
    }

    FakeEndpoint start() {
        var endpoint = new FakeEndpoint();
        if (features.contains(EndpointFeature.MODELS)) {
            endpoint.on(
                    "/v1/models",
                    FakeEndpoint.json(200, "{\"object\":\"list\",\"data\":[{\"id\":\"m\",\"max_model_len\":2048}]}"));
        }
        if (features.contains(EndpointFeature.CHAT)) {
            endpoint.on("/v1/chat/completions", this);
        }
        if (features.contains(EndpointFeature.COMPLETIONS)) {
            endpoint.on("/v1/completions", this);
        }
        return endpoint;
    }

    @Override
    public void answer(HttpExchange exchange, String body) throws IOException {
        JsonView asked;
        try {
            asked = JsonView.parse(body);
        } catch (NotJson e) {
            throw new IOException(e);
        }
        boolean chat = asked.at("messages").isArray();
        int top = chat
                ? asked.at("top_logprobs").integer().orElse(0)
                : asked.at("logprobs").integer().orElse(0);
        if (top > 5) {
            FakeEndpoint.json(400, "{\"error\":{\"message\":\"top_logprobs is at most 5\"}}")
                    .answer(exchange, body);
            return;
        }
        boolean stream = body.contains("\"stream\":true") && features.contains(EndpointFeature.STREAMING);
        String text = text(asked, body);
        if (body.contains("\"echo\":true") && features.contains(EndpointFeature.ECHO_LOGPROBS)) {
            FakeEndpoint.json(200, echo(asked.at("prompt").text().orElseThrow()))
                    .answer(exchange, body);
        } else if (stream) {
            FakeEndpoint.events(FakeEndpoint.deltaJson(text), "[DONE]").answer(exchange, body);
        } else {
            FakeEndpoint.json(200, whole(chat, text, top, body.contains("logit_bias")))
                    .answer(exchange, body);
        }
    }

    private String text(JsonView asked, String body) {
        if (body.contains("\"role\":\"assistant\",\"content\":\"Par\"")) {
            boolean flags = body.contains("\"continue_final_message\":true");
            return features.contains(EndpointFeature.PREFILL) && flags == prefillByFlags ? "is." : "Paris.";
        }
        var bias = asked.at("logit_bias").fields();
        if (!bias.isEmpty() && features.contains(EndpointFeature.LOGIT_BIAS)) {
            return "t" + bias.getFirst().getKey();
        }
        if (asked.at("seed").present()) {
            return features.contains(EndpointFeature.SEED)
                    ? "s" + asked.at("seed").integer().orElseThrow()
                    : "r" + calls.incrementAndGet();
        }
        return "red";
    }

    private String whole(boolean chat, String text, int top, boolean biased) {
        var choice = new LinkedHashMap<String, Object>();
        choice.put("index", 0);
        choice.put("finish_reason", "length");
        double first = biased && features.contains(EndpointFeature.BIASED_LOGPROBS) ? -1e-6 : Math.log(0.6);
        boolean shown = top > 0 && features.contains(EndpointFeature.TOP_LOGPROBS);
        if (chat) {
            choice.put("message", Map.of("role", "assistant", "content", text));
            if (shown) {
                choice.put(
                        "logprobs",
                        Map.of(
                                "content",
                                List.of(Map.of(
                                        "token", text, "logprob", first, "top_logprobs", chatTop(text, first, top)))));
            }
        } else {
            choice.put("text", text);
            if (shown) {
                choice.put(
                        "logprobs",
                        Map.of(
                                "tokens",
                                List.of(text),
                                "token_logprobs",
                                List.of(first),
                                "top_logprobs",
                                List.of(Map.of(text, first)),
                                "text_offset",
                                List.of(0)));
            }
        }
        return JsonView.write(Map.of("choices", List.of(choice)));
    }

    private static List<Map<String, Object>> chatTop(String text, double first, int top) {
        var list = new ArrayList<Map<String, Object>>();
        list.add(Map.of("token", text, "logprob", first));
        for (int i = 1; i < top; i++) {
            list.add(Map.of("token", "x" + i, "logprob", Math.log(0.01 / i)));
        }
        return list;
    }

    /// Each token is a space and a word, or a word; its log-probability is minus its length; one more token is
    /// made.
    static String echo(String text) {
        var tokens = new ArrayList<String>(Pattern.compile(" ?[^ ]+| ")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList());
        tokens.add(" more");
        var numbers = new ArrayList<Object>();
        var offsets = new ArrayList<Integer>();
        int at = 0;
        for (String token : tokens) {
            numbers.add((double) -token.length());
            offsets.add(at);
            at += token.codePointCount(0, token.length());
        }
        String json = JsonView.write(Map.of(
                "choices",
                List.of(Map.of(
                        "text",
                        text + " more",
                        "logprobs",
                        Map.of("tokens", tokens, "token_logprobs", numbers, "text_offset", offsets)))));
        return json.replaceFirst("\"token_logprobs\":\\[[^,\\]]+", "\"token_logprobs\":[null");
    }
}
