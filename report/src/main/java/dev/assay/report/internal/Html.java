package dev.assay.report.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/// Writes HTML of which every text and attribute is escaped and every element closed in order.
public final class Html {
    private static final Pattern SAFE_LINK = Pattern.compile("#[a-z0-9-]+|dossier\\.(md|json)");

    private final StringBuilder out = new StringBuilder(1 << 16);
    private final Deque<String> open = new ArrayDeque<>();

    /// Opens an element.
    ///
    /// @param attributes name, value, name, value
    public Html open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /// Closes the element opened last.
    ///
    /// @throws IllegalStateException if another one is open
    public Html close(String tag) {
        if (!tag.equals(open.peek())) {
            throw new IllegalStateException("closing <" + tag + "> while <" + open.peek() + "> is open");
        }
        open.pop();
        out.append("</").append(tag).append('>');
        if (isBlock(tag)) {
            out.append('\n');
        }
        return this;
    }

    /// Text, escaped.
    public Html text(String text) {
        out.append(Escape.html(text));
        return this;
    }

    /// An element that holds text alone.
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /// An element that has no content and no end tag.
    public Html empty(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    /// Markup that this room made itself, such as a drawing or the style sheet.
    public Html trusted(String markup) {
        out.append(markup);
        return this;
    }

    /// The page.
    ///
    /// @throws IllegalStateException if an element is still open
    public String done() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open);
        }
        return out.toString();
    }

    private void start(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            if (attributes[i].equals("href")
                    && !SAFE_LINK.matcher(attributes[i + 1]).matches()) {
                throw new IllegalArgumentException("a dossier links to itself only, not to " + attributes[i + 1]);
            }
            out.append(' ').append(attributes[i]).append("=\"");
            out.append(Escape.html(attributes[i + 1])).append('"');
        }
        out.append('>');
    }

    private static boolean isBlock(String tag) {
        return switch (tag) {
            case "a", "span", "strong", "em", "code", "bdi", "small", "b" -> false;
            default -> true;
        };
    }
}
