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
/// @param words      of an answer that are of interest
record Interview(LanguageModel model, Transcript transcript, int words) {
    private static final int TOKENS_FOR_A_WORD = 2;
    private static final int FURTHER_TOKENS = 16;

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
        Sampling sampling = Sampling.greedy().withMaxTokens(TOKENS_FOR_A_WORD * words + FURTHER_TOKENS);
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
