package dev.assay.vtune.verify;

import dev.assay.base.AssayException;
import dev.assay.model.Answer;
import dev.assay.model.FinishReason;
import dev.assay.model.LanguageModel;
import dev.assay.model.Sampling;
import java.util.List;
import java.util.Optional;

/// A model that is asked, and the transcript of it: what stands there is not asked again.
///
/// @param model      that is asked for its likeliest answers (temperature 0)
/// @param transcript that is gone on with
/// @param tokens     the most of an answer
record Interview(LanguageModel model, Transcript transcript, int tokens) {
    private static final int TOKENS_FOR_A_WORD = 2;
    private static final int FURTHER_TOKENS = 16;

    /// With room for so many words, and for the longest of some texts, however they are written.
    static Interview of(LanguageModel model, Transcript transcript, int words, List<String> texts) {
        int longest = texts.stream().mapToInt(Interview::tokens).max().orElse(0);
        return new Interview(model, transcript, Math.max(TOKENS_FOR_A_WORD * words, longest) + FURTHER_TOKENS);
    }

    /// At least as many as a text has: two characters of a token in scripts that tokenizers know well, half a one
    /// in others.
    private static int tokens(String text) {
        long plain = text.chars().filter(character -> character < 128).count();
        return Math.toIntExact(plain / 2 + 2 * (text.length() - plain));
    }

    /// What comes of a query, now or before.
    Reply ask(Query query, Judge judge) {
        Optional<Transcript.Answered> known = transcript.known(query);
        if (known.isPresent()) {
            return reply(query, known.get().answer(), known.get().ending(), judge);
        }
        Reply reply = fresh(query, judge);
        transcript.add(reply);
        return reply;
    }

    private Reply fresh(Query query, Judge judge) {
        Sampling sampling = Sampling.greedy().withMaxTokens(tokens);
        try {
            Answer answer = model.generate(query.prompt(), sampling);
            return reply(query, answer.text(), answer.finish(), judge);
        } catch (AssayException e) {
            return Reply.failed(query, e.problems().getFirst().what());
        }
    }

    private static Reply reply(Query query, String answer, FinishReason ending, Judge judge) {
        return new Reply(query, answer, ending, judge.hits(answer), Optional.empty());
    }

    /// Which signatures stand in an answer.
    @FunctionalInterface
    interface Judge {
        List<Integer> hits(String answer);
    }
}
