package dev.assay.model.remote;

import dev.assay.base.AssayException;
import dev.assay.model.Alternative;
import dev.assay.model.Continuation;
import dev.assay.model.Prompt;
import dev.assay.model.Score;
import dev.assay.model.TokenLogProbability;
import dev.assay.model.TokenScorer;
import dev.assay.model.remote.internal.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Scores texts through a completions route that echoes them with log-probabilities.
///
/// Prompt and continuation are sent as one text, `max_tokens` 1, since some servers refuse 0; the token made is
/// not counted. Only [Prompt.Text] can be scored: the endpoint's chat template is not ours to know.
final class EchoScorer implements TokenScorer {
    private final Asker asker;

    EchoScorer(Asker asker) {
        this.asker = asker;
    }

    @Override
    public Score score(Prompt prompt, String continuation) {
        return switch (prompt) {
            case Prompt.Text(String text) -> score(text, continuation);
            case Prompt.Chat chat ->
                throw new AssayException(asker.failures()
                        .unable(
                                asker.echoCall("", 1),
                                "A chat cannot be scored through the completions route, which knows no chat template.",
                                "render the chat to text yourself (Prompt.text), or score it with a local model"));
        };
    }

    @Override
    public List<Score> scoreAll(List<Continuation> continuations) {
        return asker.inParallel(
                continuations.size(),
                i -> score(continuations.get(i).prompt(), continuations.get(i).text()));
    }

    /// The score of a continuation of a text.
    Score score(String prompt, String continuation) {
        if (continuation.isEmpty()) {
            return new Score(List.of());
        }
        JsonView reply = asker.echo(prompt + continuation, 1);
        try {
            return score(Replies.firstChoice(reply).at("logprobs"), prompt, continuation);
        } catch (Malformed e) {
            throw new AssayException(asker.failures().notUnderstood(asker.echoCall("", 1), e.what()));
        }
    }

    private static Score score(JsonView logprobs, String prompt, String continuation) throws Malformed {
        List<String> texts = texts(logprobs);
        int[] ends = EchoedTokens.ends(texts, offsets(logprobs), prompt + continuation);
        int promptEnd = prompt.codePointCount(0, prompt.length());
        int textEnd = promptEnd + continuation.codePointCount(0, continuation.length());
        var tokens = new ArrayList<TokenLogProbability>();
        int begin = 0;
        for (int i = 0; i < ends.length && begin < textEnd; i++) {
            if (ends[i] > promptEnd) {
                tokens.add(token(logprobs, i, texts.get(i)));
            }
            begin = ends[i];
        }
        return new Score(tokens);
    }

    private static List<String> texts(JsonView logprobs) throws Malformed {
        var texts = new ArrayList<String>();
        for (JsonView token : logprobs.at("tokens").items()) {
            texts.add(token.text().orElseThrow(() -> new Malformed("A token in the reply's logprobs has no text")));
        }
        if (texts.isEmpty()) {
            throw new Malformed("The reply echoes no tokens with log-probabilities");
        }
        return texts;
    }

    private static Optional<int[]> offsets(JsonView logprobs) {
        var offsets = logprobs.at("text_offset").items().stream()
                .map(JsonView::integer)
                .toList();
        return offsets.isEmpty() || offsets.stream().anyMatch(OptionalInt::isEmpty)
                ? Optional.empty()
                : Optional.of(offsets.stream().mapToInt(OptionalInt::getAsInt).toArray());
    }

    private static TokenLogProbability token(JsonView logprobs, int index, String text) throws Malformed {
        JsonView number = logprobs.at("token_logprobs").at(index);
        if (!number.present() && index == 0) {
            throw new Malformed("The continuation begins with the first token of all, which has no log-probability;"
                    + " give a prompt before it");
        }
        List<Alternative> top = LogProbabilities.top(logprobs.at("top_logprobs").at(index));
        return new TokenLogProbability(
                text, Optional.empty(), OptionalInt.empty(), LogProbabilities.checked(number), top);
    }
}
