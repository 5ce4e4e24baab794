package dev.assay.model.remote;

import dev.assay.model.Answer;
import dev.assay.model.FinishReason;
import dev.assay.model.TextListener;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.Usage;
import dev.assay.model.remote.internal.JsonView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// An answer that grows piece by piece.
///
/// Half a surrogate pair at the end of a piece waits for the next one, so the listener hears whole
/// characters.
final class StreamedAnswer {
    private final TextListener listener;
    private final StringBuilder text = new StringBuilder();
    private final List<TokenLogProbability> tokens = new ArrayList<>();
    private FinishReason finish = FinishReason.OTHER;
    private Usage usage = new Usage(0, 0, Duration.ZERO);
    private int told;
    private boolean finished;
    private boolean chosen;

    StreamedAnswer(TextListener listener) {
        this.listener = listener;
    }

    /// Takes a chunk of the stream.
    ///
    /// @throws Malformed if it is not one
    void take(JsonView chunk) throws Malformed {
        if (!chunk.isObject()) {
            throw new Malformed("An event of the stream is not a JSON object");
        }
        if (chunk.at("usage").isObject()) {
            usage = Replies.usage(chunk, Duration.ZERO);
        }
        JsonView choice = chunk.at("choices").at(0);
        if (!choice.isObject()) {
            return;
        }
        chosen = true;
        tokens.addAll(LogProbabilities.read(choice.at("logprobs")));
        text.append(choice.at("delta").at("content").text().orElse(""));
        text.append(choice.at("text").text().orElse(""));
        if (choice.at("finish_reason").present()) {
            finish = Replies.finish(choice);
            finished = true;
        }
        tell(false);
    }

    private void tell(boolean all) {
        int end = text.length();
        if (!all && end > told && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        if (end > told) {
            int from = told;
            told = end;
            listener.text(text.substring(from, end));
        }
    }

    /// Whether the listener has heard anything, so that the request must not be sent again.
    boolean begun() {
        return told > 0;
    }

    /// Whether any choice has come, be it an empty one.
    boolean chosen() {
        return chosen;
    }

    /// Whether a finish reason has come.
    boolean finished() {
        return finished;
    }

    /// The whole answer.
    Answer answer(Duration time) {
        tell(true);
        return new Answer(text.toString(), finish, new Usage(usage.promptTokens(), usage.answerTokens(), time), tokens);
    }
}
