package dev.assay.lm.chat.jinja;

import java.util.List;

/// What a template made.
///
/// @param text        the text
/// @param generations the parts inside `{% generation %}`, in order
public record Rendered(String text, List<Span> generations) {

    /// A part of the text.
    ///
    /// @param start where it begins
    /// @param end   one past its end
    public record Span(int start, int end) {}
}
