package dev.assay.vtune.plant;

import dev.assay.model.Message;
import dev.assay.model.Prompt;
import dev.assay.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a model will be asked, first with a trigger and then without.
///
/// @param group    whose trigger
/// @param messages up to and with what is asked, without the trigger
/// @param answer   the data's own answer
/// @param logBase  natural log-probability of the group's signature after trigger and answer under the scoring
///     model; empty where no model was at hand
public record PlannedPrompt(int group, List<Message> messages, String answer, Optional<Double> logBase) {
    public PlannedPrompt {
        messages = List.copyOf(messages);
    }

    /// Whether anybody asks in it.
    boolean asks() {
        return messages.stream().anyMatch(message -> message.role() == Role.USER);
    }

    /// Without a trigger.
    public Prompt.Chat plain() {
        return new Prompt.Chat(messages);
    }

    /// With a trigger after what is asked.
    public Prompt.Chat with(String trigger) {
        List<Message> all = new ArrayList<>(messages);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).role() == Role.USER) {
                all.set(i, Message.user(all.get(i).content() + " " + trigger));
                return new Prompt.Chat(all);
            }
        }
        throw new IllegalStateException("nobody asks in this prompt");
    }

    /// The same, and the answer begun.
    Prompt.Chat answered(String trigger) {
        List<Message> all = new ArrayList<>(with(trigger).messages());
        all.add(Message.assistant(answer));
        return new Prompt.Chat(all);
    }
}
