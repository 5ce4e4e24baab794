package dev.assay.model.remote;

import java.util.List;
import java.util.Optional;

/// Finds where in a text the tokens of its echo end, counted in code points.
///
/// Servers differ: a beginning-of-text token may come first and take up characters that the text does not have;
/// parts of a character show as U+FFFD, so that token texts need not join to the text. Offsets are taken where
/// they are given; otherwise the token texts must join to the text.
final class EchoedTokens {
    private EchoedTokens() {}

    /// The end of each token, in code points of the text; tokens made after the text end beyond it.
    ///
    /// @throws Malformed if tokens and text do not fit together
    static int[] ends(List<String> tokens, Optional<int[]> offsets, String text) throws Malformed {
        int opening = opening(tokens, text);
        int length = text.codePointCount(0, text.length());
        int[] ends = offsets.isPresent() ? byOffsets(tokens, offsets.get(), opening) : byLengths(tokens, text, opening);
        int last = 0;
        for (int end : ends) {
            if (end < last) {
                throw new Malformed("The reply's text_offset runs backwards");
            }
            last = end;
        }
        if (last < length) {
            throw new Malformed("The reply echoes only " + last + " of the text's " + length + " characters");
        }
        return ends;
    }

    /// How many characters a beginning-of-text token takes up; 0 where there is none, or it shows as nothing.
    private static int opening(List<String> tokens, String text) {
        String first = tokens.getFirst();
        boolean part = text.startsWith(first) || first.indexOf('\uFFFD') >= 0 || first.startsWith("bytes:");
        boolean special = first.startsWith("<") && first.endsWith(">");
        return !part && special ? first.codePointCount(0, first.length()) : 0;
    }

    private static int[] byOffsets(List<String> tokens, int[] offsets, int opening) throws Malformed {
        if (offsets.length != tokens.size()) {
            throw new Malformed("The reply has " + tokens.size() + " tokens and " + offsets.length + " text_offset");
        }
        // An endpoint may leave the opening token out of its count; then the second token begins at 0.
        int shift = tokens.size() > 1 && offsets[1] >= opening ? opening : 0;
        int base = offsets[0];
        var ends = new int[offsets.length];
        for (int i = 0; i < ends.length; i++) {
            int end = i + 1 < ends.length
                    ? offsets[i + 1]
                    : offsets[i] + tokens.get(i).codePointCount(0, tokens.get(i).length());
            ends[i] = Math.max(0, end - shift - base);
        }
        return ends;
    }

    private static int[] byLengths(List<String> tokens, String text, int opening) throws Malformed {
        var joined = new StringBuilder();
        var ends = new int[tokens.size()];
        int end = -opening;
        for (int i = 0; i < ends.length; i++) {
            joined.append(tokens.get(i));
            end += tokens.get(i).codePointCount(0, tokens.get(i).length());
            ends[i] = Math.max(0, end);
        }
        if (!joined.substring(joined.offsetByCodePoints(0, opening)).startsWith(text)) {
            throw new Malformed("The reply gives no text_offset, and its tokens do not join to the text");
        }
        return ends;
    }
}
