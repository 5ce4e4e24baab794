package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.model.FinishReason;
import java.util.List;
import java.util.Optional;

/// Makes of what happens to the choices of a request the pieces of a stream, or one answer in the end.
public sealed interface AnswerWriter permits ChatWriter, CompletionWriter {
    /// The pieces of a stream that this adds; none if the answer comes as a whole.
    List<JsonNode> write(Told told);

    /// Whether all choices have ended.
    boolean done();

    /// The last piece of a stream, with the counts.
    JsonNode usage();

    /// The answer as a whole.
    JsonNode whole();

    /// How many tokens it took.
    Tally tally();

    /// The word for how an answer ended.
    static String finish(FinishReason reason) {
        return switch (reason) {
            case STOP, STOP_STRING, OTHER -> "stop";
            case LENGTH -> "length";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    /// The hidden state as numbers, where it was asked for.
    static void putState(ObjectNode choice, Optional<float[]> state) {
        state.ifPresent(values -> {
            var numbers = choice.putObject("assay").putArray("hidden_state");
            for (float value : values) {
                numbers.add(value);
            }
        });
    }
}
