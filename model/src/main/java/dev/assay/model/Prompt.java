package dev.assay.model;

import java.util.List;

/// What a model is asked: a chat, or text to be continued.
public sealed interface Prompt {
    /// A chat with one user turn.
    static Prompt ask(String question) {
        return new Chat(List.of(Message.user(question)));
    }

    /// Text to be continued as it stands, with no chat template.
    static Prompt text(String text) {
        return new Text(text);
    }

    /// A chat, rendered through the model's chat template.
    ///
    /// Where the last message is of [Role#ASSISTANT], that turn is *prefilled*: it is left open, the model
    /// continues it, and the answer holds the new text only. In every other case the template's opening of a
    /// new assistant turn is appended.
    ///
    /// @param messages at least one
    record Chat(List<Message> messages) implements Prompt {
        /// @throws IllegalArgumentException if there is no message
        public Chat {
            messages = List.copyOf(messages);
            if (messages.isEmpty()) {
                throw new IllegalArgumentException("a chat has at least one message");
            }
        }

        /// Whether the model is to continue the last message instead of answering it.
        public boolean prefilled() {
            return messages.getLast().role() == Role.ASSISTANT;
        }
    }

    /// Text to be continued as it stands, with no chat template; whether a beginning-of-text token is put
    /// before it is the tokenizer's rule.
    ///
    /// @param text may be empty where the model has a beginning-of-text token
    record Text(String text) implements Prompt {}
}
