package dev.assay.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Who speaks in a chat.
public enum Role {
    /// Sets the terms, before anybody speaks.
    SYSTEM,
    /// Asks.
    USER,
    /// Answers: the model.
    ASSISTANT,
    /// Returns what a tool found.
    TOOL;

    /// The spelling in chat files, chat templates and requests, such as `assistant`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role with this spelling, if there is one.
    public static Optional<Role> of(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
