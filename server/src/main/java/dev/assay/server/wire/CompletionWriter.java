package dev.assay.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.lm.generate.SequenceEvent;
import dev.assay.lm.tokenizer.Tokenizer;
import dev.assay.model.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes answers to `/v1/completions`: the choices of the first prompt, then those of the next.
public final class CompletionWriter implements AnswerWriter {
    private final AnswerHead head;
    private final GenerationBody body;
    private final List<Echo> echoes;
    private final TokenWords words;
    private final Tally tally = new Tally();
    private final List<Choice> choices = new ArrayList<>();

    /// What comes before a continuation.
    ///
    /// @param promptTokens how many
    /// @param text         given back before the continuation; empty where none is asked for
    /// @param ids          of the text, where log-probabilities of it are told
    /// @param tokens       what is known of all but the first
    public record Echo(int promptTokens, String text, int[] ids, List<SequenceEvent.Token> tokens) {
        /// Nothing is given back.
        public static Echo none(int promptTokens) {
            return new Echo(promptTokens, "", new int[0], List.of());
        }
    }

    private static final class Choice {
        private final StringBuilder text = new StringBuilder();
        private CompletionLogprobs logprobs;
        private Optional<float[]> state = Optional.empty();
        private Optional<FinishReason> finish = Optional.empty();

        Choice(CompletionLogprobs logprobs) {
            this.logprobs = logprobs;
        }
    }

    /// @param id      of the answer
    /// @param created seconds since 1970
    /// @param echoes  one for each prompt
    /// @param writes  whether anything is written after the prompts
    public CompletionWriter(
            String id, long created, GenerationBody body, List<Echo> echoes, boolean writes, Tokenizer tokenizer) {
        this.head = new AnswerHead("cmpl-" + id, created, body.model());
        this.body = body;
        this.echoes = List.copyOf(echoes);
        this.words = new TokenWords(tokenizer);
        for (Echo echo : echoes) {
            for (int i = 0; i < body.choices(); i++) {
                choices.add(begun(echo, writes));
            }
        }
        if (!writes) {
            echoes.forEach(echo -> tally.read(echo.promptTokens(), 0));
        }
    }

    private Choice begun(Echo echo, boolean writes) {
        CompletionLogprobs logprobs = new CompletionLogprobs(words, 0);
        for (int i = 0; i < echo.ids().length; i++) {
            if (i == 0) {
                logprobs.addFirst(echo.ids()[0]);
            } else {
                logprobs.add(echo.tokens().get(i - 1));
            }
        }
        Choice choice = new Choice(logprobs);
        choice.text.append(echo.text());
        if (!writes) {
            choice.finish = Optional.of(FinishReason.LENGTH);
        }
        return choice;
    }

    @Override
    public List<JsonNode> write(Told told) {
        Choice choice = choices.get(told.choice());
        switch (told.event()) {
            case SequenceEvent.Began began -> {
                boolean first = told.choice() % body.choices() == 0;
                int tokens = echoes.get(told.choice() / body.choices()).promptTokens();
                tally.read(first ? tokens : 0, first ? began.cachedTokens() : 0);
                choice.state = began.state();
            }
            case SequenceEvent.Wrote wrote -> {
                tally.wrote(wrote.tokens().size());
                choice.text.append(wrote.text());
                if (body.logprobs()) {
                    wrote.tokens().forEach(choice.logprobs::add);
                }
                if (body.stream() && !(wrote.text().isEmpty() && !body.logprobs())) {
                    return List.of(piece(told.choice(), choice, wrote.text()));
                }
            }
            case SequenceEvent.Ended ended -> {
                choice.finish = Optional.of(ended.generated().finish());
                if (body.stream()) {
                    return List.of(piece(told.choice(), choice, ""));
                }
            }
            case SequenceEvent.Failed failed -> throw WireProblem.failed(failed.cause());
        }
        return List.of();
    }

    private JsonNode piece(int index, Choice choice, String text) {
        ObjectNode chunk = head.node("text_completion");
        put(chunk.putArray("choices").addObject(), index, choice, text);
        choice.logprobs = new CompletionLogprobs(words, choice.logprobs.offset());
        choice.state = Optional.empty();
        if (body.includeUsage()) {
            chunk.putNull("usage");
        }
        return chunk;
    }

    private void put(ObjectNode node, int index, Choice choice, String text) {
        node.put("text", text);
        node.put("index", index);
        if (body.logprobs()) {
            node.set("logprobs", choice.logprobs.node());
        } else {
            node.putNull("logprobs");
        }
        choice.finish.ifPresentOrElse(
                reason -> node.put("finish_reason", AnswerWriter.finish(reason)), () -> node.putNull("finish_reason"));
        AnswerWriter.putState(node, choice.state);
    }

    @Override
    public boolean done() {
        return choices.stream().allMatch(choice -> choice.finish.isPresent());
    }

    @Override
    public JsonNode usage() {
        ObjectNode last = head.node("text_completion");
        last.putArray("choices");
        tally.put(last);
        return last;
    }

    @Override
    public JsonNode whole() {
        ObjectNode answer = head.node("text_completion");
        var all = answer.putArray("choices");
        for (int i = 0; i < choices.size(); i++) {
            put(all.addObject(), i, choices.get(i), choices.get(i).text.toString());
        }
        tally.put(answer);
        return answer;
    }

    @Override
    public Tally tally() {
        return tally;
    }
}
