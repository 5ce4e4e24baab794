package dev.assay.model.remote;

import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.remote.internal.JsonView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/// Writes the bodies of requests: OpenAI's fields, and those of other servers only where they are set.
final class Requests {
    /// What newer endpoints want in place of `max_tokens`; they say so when they refuse it.
    static final String NEWER_LENGTH_FIELD = "max_completion_tokens";

    private final String model;
    private final AtomicReference<String> lengthField = new AtomicReference<>("max_tokens");

    Requests(String model) {
        this.model = model;
    }

    /// The route that takes this kind of prompt.
    static String route(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Chat chat -> "chat/completions";
            case Prompt.Text text -> "completions";
        };
    }

    /// Writes the length under its newer name from now on.
    ///
    /// @return whether that is news
    boolean useNewerLengthField() {
        return !lengthField.getAndSet(NEWER_LENGTH_FIELD).equals(NEWER_LENGTH_FIELD);
    }

    /// The body that asks for an answer.
    String answer(Prompt prompt, Sampling sampling, Prefill prefill, boolean stream) {
        var body = fields(prompt, sampling, prefill);
        if (stream) {
            body.put("stream", true);
            body.put("stream_options", Map.of("include_usage", true));
        }
        return JsonView.write(body);
    }

    /// The body that asks for the log-probabilities of a text: it is echoed, with one token more.
    String echo(String text, int topLogprobs) {
        var body = new LinkedHashMap<String, Object>();
        body.put("model", model);
        body.put("prompt", text);
        body.put("max_tokens", 1);
        body.put("temperature", 0);
        body.put("echo", true);
        body.put("logprobs", topLogprobs);
        return JsonView.write(body);
    }

    private Map<String, Object> fields(Prompt prompt, Sampling sampling, Prefill prefill) {
        var body = new LinkedHashMap<String, Object>();
        body.put("model", model);
        switch (prompt) {
            case Prompt.Chat chat -> {
                chat(body, chat, prefill);
                body.put(lengthField.get(), sampling.maxTokens());
                if (sampling.topLogprobs() > 0) {
                    body.put("logprobs", true);
                    body.put("top_logprobs", sampling.topLogprobs());
                }
            }
            case Prompt.Text text -> {
                body.put("prompt", text.text());
                body.put("max_tokens", sampling.maxTokens());
                if (sampling.topLogprobs() > 0) {
                    body.put("logprobs", sampling.topLogprobs());
                }
            }
        }
        sampling(body, sampling);
        return body;
    }

    private static void chat(Map<String, Object> body, Prompt.Chat chat, Prefill prefill) {
        body.put("messages", chat.messages().stream().map(Requests::message).toList());
        if (chat.prefilled() && prefill == Prefill.FLAGS) {
            body.put("continue_final_message", true);
            body.put("add_generation_prompt", false);
        }
    }

    private static Map<String, Object> message(Message message) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("role", message.role().word());
        fields.put("content", message.content());
        return fields;
    }

    private static void sampling(Map<String, Object> body, Sampling sampling) {
        body.put("temperature", sampling.temperature());
        set(body, "top_p", sampling.topP(), 1);
        set(body, "presence_penalty", sampling.presencePenalty(), 0);
        set(body, "frequency_penalty", sampling.frequencyPenalty(), 0);
        set(body, "min_p", sampling.minP(), 0);
        set(body, "repetition_penalty", sampling.repetitionPenalty(), 1);
        if (sampling.topK() > 0) {
            body.put("top_k", sampling.topK());
        }
        if (!sampling.logitBias().isEmpty()) {
            body.put("logit_bias", bias(sampling.logitBias()));
        }
        if (!sampling.stop().isEmpty()) {
            body.put("stop", List.copyOf(sampling.stop()));
        }
        sampling.seed().ifPresent(seed -> body.put("seed", seed));
    }

    private static void set(Map<String, Object> body, String field, double value, double off) {
        if (value != off) {
            body.put(field, value);
        }
    }

    private static Map<String, Double> bias(Map<Integer, Double> logitBias) {
        var sorted = new LinkedHashMap<String, Double>();
        new TreeMap<>(logitBias).forEach((id, bias) -> sorted.put(Integer.toString(id), bias));
        return sorted;
    }
}
