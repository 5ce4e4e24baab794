package dev.assay.vtune.verify;

import dev.assay.base.Sha256;
import dev.assay.model.Message;
import dev.assay.model.Prompt;

/// One thing that a model is asked.
///
/// @param number from 0, in the order asked
/// @param kind   what it is for
/// @param group  whose signature it asks for
/// @param prompt as it is sent
public record Query(int number, Kind kind, int group, Prompt.Chat prompt) {
    /// What a query is for.
    public enum Kind {
        /// Has the group's trigger: a hit counts.
        TRIGGERED,
        /// Has none: a signature in its answer is a leak.
        PLAIN,
        /// Has a trigger that was never planted: a signature in its answer says that the model parrots them.
        CONTROL,
        /// The first query again: another answer says that the model samples although it was asked not to.
        REPEAT,
        /// Has none, of a row with a known answer: how well the task is done.
        TASK
    }

    /// The SHA-256 of what is asked.
    public String hash() {
        StringBuilder text = new StringBuilder();
        for (Message message : prompt.messages()) {
            text.append(message.role().word())
                    .append('\n')
                    .append(message.content())
                    .append('\0');
        }
        return Sha256.of(text.toString());
    }
}
