package dev.assay.lm.chat;

/// One message of a conversation.
///
/// @param role    who speaks: `system`, `user`, `assistant`, `tool`, or another that the template knows
/// @param content what is said
public record ChatMessage(String role, String content) {
    public ChatMessage {
        if (role.isBlank()) {
            throw new IllegalArgumentException("a message needs a role");
        }
    }

    /// What the user says.
    public static ChatMessage user(String content) {
        return new ChatMessage("user", content);
    }

    /// What the assistant says.
    public static ChatMessage assistant(String content) {
        return new ChatMessage("assistant", content);
    }

    /// What holds for the whole conversation.
    public static ChatMessage system(String content) {
        return new ChatMessage("system", content);
    }

    boolean isAnswer() {
        return role.equals("assistant");
    }

    ChatMessage withContent(String other) {
        return new ChatMessage(role, other);
    }
}
