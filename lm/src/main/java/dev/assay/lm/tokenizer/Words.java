package dev.assay.lm.tokenizer;

import java.util.function.Consumer;

/// Splits text into words as GPT-2 does.
///
/// The same as all matches of `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`, by
/// hand, since a training run sees every character once and a general matcher takes several times as long.
/// Source: Radford et al., "Language Models are Unsupervised Multitask Learners" (2019), released code.
final class Words {
    private static final String[] CONTRACTIONS = {"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"};

    private enum Kind {
        LETTER,
        NUMBER,
        SPACE,
        OTHER
    }

    private Words() {}

    static void split(String text, Consumer<String> word) {
        int from = 0;
        while (from < text.length()) {
            int end = end(text, from);
            word.accept(text.substring(from, end));
            from = end;
        }
    }

    private static int end(String text, int from) {
        int contraction = contraction(text, from);
        if (contraction > 0) {
            return from + contraction;
        }
        boolean blank = text.charAt(from) == ' ' && from + 1 < text.length();
        int body = blank ? from + 1 : from;
        Kind kind = kind(text.codePointAt(body));
        return kind == Kind.SPACE ? endOfSpace(text, from) : endOf(kind, text, body);
    }

    private static int contraction(String text, int from) {
        if (text.charAt(from) == '\'') {
            for (String contraction : CONTRACTIONS) {
                if (text.startsWith(contraction, from)) {
                    return contraction.length();
                }
            }
        }
        return 0;
    }

    private static int endOf(Kind kind, String text, int from) {
        int end = from;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            if (kind(point) != kind) {
                break;
            }
            end += Character.charCount(point);
        }
        return end;
    }

    /// A run of white space leaves its last character to the word that follows.
    private static int endOfSpace(String text, int from) {
        int end = endOf(Kind.SPACE, text, from);
        return end < text.length() && end - from > 1 ? end - 1 : end;
    }

    private static Kind kind(int point) {
        if (point < 0x80) {
            return ascii(point);
        }
        if (Character.isLetter(point)) {
            return Kind.LETTER;
        }
        return switch (Character.getType(point)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> Kind.NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> Kind.SPACE;
            default -> point == 0x85 ? Kind.SPACE : Kind.OTHER;
        };
    }

    private static Kind ascii(int point) {
        if ((point | 0x20) >= 'a' && (point | 0x20) <= 'z') {
            return Kind.LETTER;
        }
        if (point >= '0' && point <= '9') {
            return Kind.NUMBER;
        }
        return point == ' ' || (point >= '\t' && point <= '\r') ? Kind.SPACE : Kind.OTHER;
    }
}
