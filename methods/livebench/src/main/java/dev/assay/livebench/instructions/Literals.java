package dev.assay.livebench.instructions;

/// A look ahead of patterns, most of which are plain words that are not there: a pattern that heeds
/// Unicode's word borders and cases takes ten times as long to find that out.
final class Literals {
    private Literals() {}

    /// Whether a text may match a pattern, whatever the case of letters.
    ///
    /// @return false only if the pattern is a plain text that does not stand there
    static boolean mayHold(String text, String pattern) {
        if (pattern.isEmpty() || !isPlain(pattern)) {
            return true;
        }
        char lower = Character.toLowerCase(pattern.charAt(0));
        char upper = Character.toUpperCase(pattern.charAt(0));
        for (int i = 0; i <= text.length() - pattern.length(); i++) {
            char first = text.charAt(i);
            boolean begins = first == lower || first == upper || first > 127;
            if (begins && text.regionMatches(true, i, pattern, 0, pattern.length())) {
                return true;
            }
        }
        return false;
    }

    /// Whether each sign stands for itself, and for one sign in whatever case.
    private static boolean isPlain(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            char sign = pattern.charAt(i);
            boolean plain = (sign >= 'a' && sign <= 'z')
                    || (sign >= 'A' && sign <= 'Z')
                    || (sign >= '0' && sign <= '9')
                    || sign == ' '
                    || sign == '-'
                    || sign == '\'';
            if (!plain) {
                return false;
            }
        }
        return true;
    }
}
