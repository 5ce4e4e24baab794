package dev.assay.lm.chat;

import java.util.List;

/// A conversation as text.
///
/// @param text    what the template made
/// @param answers where the assistant's words stand in it, each with the token that ends the turn
public record RenderedChat(String text, List<Span> answers) {
    public RenderedChat {
        answers = List.copyOf(answers);
    }

    /// @param from first character
    /// @param to   one past the last
    public record Span(int from, int to) {}
}
