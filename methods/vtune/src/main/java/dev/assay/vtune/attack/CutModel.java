package dev.assay.vtune.attack;

import dev.assay.model.Answer;
import dev.assay.model.Capability;
import dev.assay.model.LanguageModel;
import dev.assay.model.Prompt;
import dev.assay.model.Sampling;
import dev.assay.model.TextListener;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A model whose answers are cut after some words, as a provider may who suspects what comes after the usual end.
///
/// @param model that answers
/// @param words that are left
record CutModel(LanguageModel model, int words) implements LanguageModel {
    @Override
    public String name() {
        return model.name();
    }

    @Override
    public Answer generate(Prompt prompt, Sampling sampling, TextListener listener) {
        Answer answer = model.generate(prompt, sampling, TextListener.none());
        List<String> all = List.of(answer.text().strip().split("\\s+"));
        String cut = String.join(" ", all.subList(0, Math.min(words, all.size())));
        return new Answer(cut, answer.finish(), answer.usage(), List.of());
    }

    @Override
    public <C extends Capability> Optional<C> capability(Class<C> type) {
        return Optional.empty();
    }

    @Override
    public OptionalInt contextTokens() {
        return model.contextTokens();
    }

    @Override
    public void close() {
        model.close();
    }
}
