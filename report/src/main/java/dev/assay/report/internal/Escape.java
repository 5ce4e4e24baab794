package dev.assay.report.internal;

import java.util.regex.Pattern;

/// Makes text from evidence harmless: whatever it holds, the reader sees it as text.
public final class Escape {
    private static final char REPLACEMENT = '\uFFFD';
    private static final Pattern LINE_START = Pattern.compile("^(\\d{0,9})([-+=#.)]+)(?=\\s|$)");

    private Escape() {}

    /// Text for HTML or SVG, as content or inside a quoted attribute.
    public static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        visible(text).codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                default -> out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    /// One line of Markdown (GitHub's dialect), also inside a table cell: nothing in it is markup, link or image.
    public static String markdown(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        visible(text).strip().replaceAll("\\s+", " ").codePoints().forEach(point -> {
            switch (point) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\\', '`', '*', '_', '[', ']', '|', '~', '$' ->
                    out.append('\\').appendCodePoint(point);
                case '@' -> out.append("&#64;");
                default -> out.appendCodePoint(point);
            }
        });
        // bare addresses turn into links by themselves in this dialect; ours must not
        String unlinked = out.toString().replace("://", "&#58;//").replaceAll("(?i)\\bwww\\.", "www&#46;");
        return escapeLineStart(unlinked);
    }

    /// The same text without characters that a page cannot hold or that hide what is written: control characters,
    /// lone surrogates, non-characters, and those that turn the direction of the text around them.
    public static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> out.appendCodePoint(allowed(point) ? point : REPLACEMENT));
        return out.toString();
    }

    /// A line that begins like a list, a heading or an underline does not become one.
    private static String escapeLineStart(String line) {
        return LINE_START.matcher(line).replaceFirst("$1\\\\$2");
    }

    private static boolean allowed(int point) {
        boolean control = (point < 0x20 && point != '\n' && point != '\t') || (point >= 0x7F && point < 0xA0);
        boolean direction = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        boolean nonCharacter = (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
        return !(control || direction || surrogate || nonCharacter);
    }
}
