package dev.assay.vtune.verify;

import dev.assay.base.AssayException;
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

    /// The answer, old or new.
    Transcript.Answered ask(Query query, Judge judge) {
        return transcript.known(query).orElseGet(() -> {
            Transcript.Answered answered = fresh(query);
            transcript.add(query, answered, judge.hits(answered.answer()));
            return answered;
        });
    }

    private Transcript.Answered fresh(Query query) {
        Sampling sampling = Sampling.greedy().withMaxTokens(TOKENS_FOR_A_WORD * words + FURTHER_TOKENS);
        try {
            String text = model.generate(query.prompt(), sampling).text();
            return new Transcript.Answered(query.hash(), text, Optional.empty());
        } catch (AssayException e) {
            return new Transcript.Answered(
                    query.hash(), "", Optional.of(e.problems().getFirst().what()));
        }
    }

    /// Which signatures stand in an answer.
    @FunctionalInterface
    interface Judge {
        List<Integer> hits(String answer);
    }
}
