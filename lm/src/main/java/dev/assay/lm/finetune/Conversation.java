package dev.assay.lm.finetune;

import dev.assay.model.Message;
import java.util.List;

/// One row of instruction data.
///
/// @param messages in order; at least one is the assistant's
/// @param where file and line it came from
public record Conversation(List<Message> messages, String where) {
    public Conversation {
        messages = List.copyOf(messages);
    }
}
