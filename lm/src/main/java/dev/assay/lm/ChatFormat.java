package dev.assay.lm;

import dev.assay.lm.chat.ChatTemplate;
import dev.assay.model.Prompt;

/// Writes a chat as the text that a model was trained to see.
@FunctionalInterface
public interface ChatFormat {
    /// The text of a chat, special tokens spelled out, up to where the model begins to write: after the opening
    /// of a new assistant turn, or inside the last turn where that is [prefilled][Prompt.Chat#prefilled()].
    ///
    /// @throws dev.assay.base.AssayException if this chat cannot be written
    String render(Prompt.Chat chat);

    /// The format of a chat template.
    static ChatFormat of(ChatTemplate template) {
        return new TemplateFormat(template);
    }
}
