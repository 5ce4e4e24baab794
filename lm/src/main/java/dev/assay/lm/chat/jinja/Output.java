package dev.assay.lm.chat.jinja;

import java.util.ArrayList;
import java.util.List;

/// Where a rendering writes to.
final class Output {
    private final StringBuilder text = new StringBuilder();
    private final List<Rendered.Span> generations = new ArrayList<>();
    private final Budget budget;

    Output(Budget budget) {
        this.budget = budget;
    }

    void write(String part) {
        budget.within((long) text.length() + part.length());
        budget.text(part);
        text.append(part);
    }

    int length() {
        return text.length();
    }

    /// Marks what was written since as said by the assistant.
    void markGeneration(int from) {
        if (from < text.length()) {
            generations.add(new Rendered.Span(from, text.length()));
        }
    }

    String text() {
        return text.toString();
    }

    Rendered rendered() {
        return new Rendered(text(), List.copyOf(generations));
    }
}
