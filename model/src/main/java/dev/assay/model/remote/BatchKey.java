package dev.assay.model.remote;

import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.remote.internal.JsonView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Names a prompt of a batch by all that its answer depends on.
final class BatchKey {
    private BatchKey() {}

    /// sha256 in hexadecimal of model, index, prompt and every setting, as JSON in a fixed order.
    static String of(String model, int index, Prompt prompt, Sampling sampling) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("model", model);
        fields.put("index", index);
        fields.put("prompt", prompt(prompt));
        fields.put("sampling", sampling(sampling));
        byte[] json = JsonView.write(fields).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(sha256().digest(json));
    }

    private static Map<String, Object> prompt(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Text(String text) -> Map.of("text", text);
            case Prompt.Chat chat ->
                Map.of(
                        "chat",
                        chat.messages().stream()
                                .map(message -> List.of(message.role().word(), message.content()))
                                .toList());
        };
    }

    private static List<Object> sampling(Sampling sampling) {
        return List.of(
                sampling.temperature(),
                sampling.topK(),
                sampling.topP(),
                sampling.minP(),
                sampling.repetitionPenalty(),
                sampling.presencePenalty(),
                sampling.frequencyPenalty(),
                new TreeMap<>(sampling.logitBias()),
                sampling.stop(),
                sampling.maxTokens(),
                sampling.seed().isPresent() ? Long.toString(sampling.seed().getAsLong()) : "none",
                sampling.topLogprobs());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
