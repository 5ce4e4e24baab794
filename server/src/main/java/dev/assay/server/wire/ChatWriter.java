package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.lm.generate.SequenceEvent;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.model.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Writes answers to `/v1/chat/completions`.
public final class ChatWriter implements AnswerWriter {
    private final AnswerHead head;
    private final GenerationBody body;
    private final int promptTokens;
    private final TokenWords words;
    private final Tally tally = new Tally();
    private final List<Choice> choices;

    private static final class Choice {
        private final StringBuilder text = new StringBuilder();
        private final List<SequenceEvent.Token> tokens = new ArrayList<>();
        private Optional<float[]> state = Optional.empty();
        private Optional<FinishReason> finish = Optional.empty();
    }

    /// @param id           of the answer
    /// @param created      seconds since 1970
    /// @param promptTokens of the chat
    public ChatWriter(String id, long created, GenerationBody body, int promptTokens, Tokenizer tokenizer) {
        this.head = new AnswerHead("chatcmpl-" + id, created, body.model());
        this.body = body;
        this.promptTokens = promptTokens;
        this.words = new TokenWords(tokenizer);
        this.choices =
                IntStream.range(0, body.choices()).mapToObj(i -> new Choice()).toList();
    }

    @Override
    public List<JsonNode> write(Told told) {
        Choice choice = choices.get(told.choice());
        return switch (told.event()) {
            case SequenceEvent.Began began -> begin(told.choice(), choice, began);
            case SequenceEvent.Wrote wrote -> add(told.choice(), choice, wrote);
            case SequenceEvent.Ended ended ->
                end(told.choice(), choice, ended.generated().finish());
            case SequenceEvent.Failed failed -> throw WireProblem.failed(failed.cause());
        };
    }

    private List<JsonNode> begin(int index, Choice choice, SequenceEvent.Began began) {
        // The prompt counts once, however many answers it has.
        tally.read(index == 0 ? promptTokens : 0, index == 0 ? began.cachedTokens() : 0);
        choice.state = began.state();
        if (!body.stream()) {
            return List.of();
        }
        ObjectNode delta = head.node("chat.completion.chunk");
        ObjectNode piece = piece(delta, index);
        piece.putObject("delta").put("role", "assistant").put("content", "");
        piece.putNull("logprobs");
        piece.putNull("finish_reason");
        AnswerWriter.putState(piece, choice.state);
        return List.of(delta);
    }

    private List<JsonNode> add(int index, Choice choice, SequenceEvent.Wrote wrote) {
        tally.wrote(wrote.tokens().size());
        choice.text.append(wrote.text());
        choice.tokens.addAll(wrote.tokens());
        boolean nothing = wrote.text().isEmpty() && !body.logprobs();
        return body.stream() && !nothing ? List.of(delta(index, choice, wrote.text())) : List.of();
    }

    private JsonNode delta(int index, Choice choice, String text) {
        ObjectNode delta = head.node("chat.completion.chunk");
        ObjectNode piece = piece(delta, index);
        piece.putObject("delta").put("content", text);
        putLogprobs(piece, choice.tokens);
        choice.tokens.clear();
        piece.putNull("finish_reason");
        return delta;
    }

    private List<JsonNode> end(int index, Choice choice, FinishReason reason) {
        choice.finish = Optional.of(reason);
        if (!body.stream()) {
            return List.of();
        }
        ObjectNode last = head.node("chat.completion.chunk");
        ObjectNode piece = piece(last, index);
        piece.putObject("delta");
        piece.putNull("logprobs");
        piece.put("finish_reason", AnswerWriter.finish(reason));
        return List.of(last);
    }

    private ObjectNode piece(ObjectNode chunk, int index) {
        ObjectNode piece = chunk.putArray("choices").addObject().put("index", index);
        if (body.includeUsage()) {
            chunk.putNull("usage");
        }
        return piece;
    }

    private void putLogprobs(ObjectNode choice, List<SequenceEvent.Token> tokens) {
        if (body.logprobs()) {
            choice.set("logprobs", words.content(tokens));
        } else {
            choice.putNull("logprobs");
        }
    }

    @Override
    public boolean done() {
        return choices.stream().allMatch(choice -> choice.finish.isPresent());
    }

    @Override
    public JsonNode usage() {
        ObjectNode last = head.node("chat.completion.chunk");
        last.putArray("choices");
        tally.put(last);
        return last;
    }

    @Override
    public JsonNode whole() {
        ObjectNode answer = head.node("chat.completion");
        var all = answer.putArray("choices");
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            ObjectNode one = all.addObject().put("index", i);
            ObjectNode message = one.putObject("message");
            message.put("role", "assistant");
            message.put("content", choice.text.toString());
            message.putNull("refusal");
            putLogprobs(one, choice.tokens);
            one.put("finish_reason", AnswerWriter.finish(choice.finish.orElse(FinishReason.OTHER)));
            AnswerWriter.putState(one, choice.state);
        }
        tally.put(answer);
        return answer;
    }

    @Override
    public Tally tally() {
        return tally;
    }
}
