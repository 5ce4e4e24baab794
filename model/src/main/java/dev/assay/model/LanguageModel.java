package dev.assay.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A language model as every method sees it: local or remote, it answers prompts.
///
/// What only some models can do (score a given text, show hidden states) is a [Capability] and is asked for by
/// type. Methods may be called from several threads at once; a model that cannot work in parallel queues the
/// calls.
///
/// Every failure is one [dev.assay.base.AssayException]; a prompt longer than the context is such a failure and
/// is never cut in silence.
public interface LanguageModel extends AutoCloseable {
    /// The name that stands in evidence and messages, such as `tiny` or `http://localhost:8000/v1#qwen2`.
    String name();

    /// The answer to a prompt, all at once.
    ///
    /// @throws dev.assay.base.AssayException if the model cannot answer
    default Answer generate(Prompt prompt, Sampling sampling) {
        return generate(prompt, sampling, TextListener.none());
    }

    /// The answer to a prompt, told to the listener piece by piece as it comes.
    ///
    /// The pieces joined are the answer's text. An exception thrown by the listener stops the answer and is
    /// passed on.
    ///
    /// @throws dev.assay.base.AssayException if the model cannot answer
    Answer generate(Prompt prompt, Sampling sampling, TextListener listener);

    /// The answers to many prompts, in the order of the prompts.
    ///
    /// This default asks one by one; local models batch and remote ones ask in parallel. The answers under
    /// temperature 0 do not depend on which. Where the sampling has a seed, each prompt is answered with that
    /// seed.
    ///
    /// @param listener told of each answer once, in any order
    /// @throws dev.assay.base.AssayException if any prompt cannot be answered; the listener has heard of those
    ///     that were
    default List<Answer> generateAll(List<? extends Prompt> prompts, Sampling sampling, AnswerListener listener) {
        var answers = new ArrayList<Answer>(prompts.size());
        for (int i = 0; i < prompts.size(); i++) {
            var answer = generate(prompts.get(i), sampling);
            answers.add(answer);
            listener.answered(i, answer);
        }
        return List.copyOf(answers);
    }

    /// What this model can do beyond answering, if it can.
    ///
    /// [Capabilities#require] turns absence into a message that says how to mend it.
    <C extends Capability> Optional<C> capability(Class<C> type);

    /// How many tokens prompt and answer may have together, where it is known.
    OptionalInt contextTokens();

    /// Frees what the model holds; calling it again does nothing.
    @Override
    void close();
}
