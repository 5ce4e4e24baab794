package dev.assay.model;

/// One turn of a chat.
///
/// @param role    who speaks
/// @param content what is said; may be empty
public record Message(Role role, String content) {
    /// A turn of the one who sets the terms.
    public static Message system(String content) {
        return new Message(Role.SYSTEM, content);
    }

    /// A turn of the one who asks.
    public static Message user(String content) {
        return new Message(Role.USER, content);
    }

    /// A turn of the model.
    public static Message assistant(String content) {
        return new Message(Role.ASSISTANT, content);
    }
}
