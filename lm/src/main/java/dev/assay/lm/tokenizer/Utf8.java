package dev.assay.lm.tokenizer;

import java.util.Arrays;

/// Decodes UTF-8 that arrives in parts; what can never become a character is U+FFFD.
///
/// One U+FFFD stands for each longest beginning of a character that its next byte contradicts, as the Unicode
/// Standard recommends (chapter 3, "U+FFFD Substitution of Maximal Subparts"). The JDK's decoder replaces some
/// of these, such as encoded surrogates, by fewer.
final class Utf8 {
    private final StringBuilder text = new StringBuilder();
    private byte[] held = {};

    /// Takes the next bytes and gives out the text that later bytes cannot change.
    String push(byte[] next) {
        byte[] bytes = new byte[held.length + next.length];
        System.arraycopy(held, 0, bytes, 0, held.length);
        System.arraycopy(next, 0, bytes, held.length, next.length);
        int at = 0;
        while (at < bytes.length) {
            int wanted = length(bytes[at] & 0xFF);
            int found = wellFormed(bytes, at, wanted);
            if (found < wanted && at + found == bytes.length) {
                break;
            }
            text.appendCodePoint(found > 0 && found == wanted ? point(bytes, at, wanted) : 0xFFFD);
            at += Math.max(1, found);
        }
        held = Arrays.copyOfRange(bytes, at, bytes.length);
        return take();
    }

    /// Ends the text: what is held back is a beginning without an end.
    String finish() {
        boolean rest = held.length > 0;
        held = new byte[0];
        return rest ? "\uFFFD" : "";
    }

    private String take() {
        String taken = text.toString();
        text.setLength(0);
        return taken;
    }

    /// The length of the character that a byte begins, 0 if it begins none.
    private static int length(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    }

    /// How many bytes from `at` on are a well-formed beginning of a character of `wanted` bytes.
    private static int wellFormed(byte[] bytes, int at, int wanted) {
        int found = Math.min(1, wanted);
        while (found > 0 && found < wanted && at + found < bytes.length) {
            int next = bytes[at + found] & 0xFF;
            boolean fits = next >= 0x80 && next < 0xC0 && (found > 1 || secondFits(bytes[at] & 0xFF, next));
            if (!fits) {
                break;
            }
            found++;
        }
        return found;
    }

    /// The second byte rules out overlong forms, surrogates and what lies above U+10FFFF.
    private static boolean secondFits(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0;
            case 0xED -> second < 0xA0;
            case 0xF0 -> second >= 0x90;
            case 0xF4 -> second < 0x90;
            default -> true;
        };
    }

    private static int point(byte[] bytes, int at, int length) {
        int point = length == 1 ? bytes[at] : bytes[at] & (0xFF >> (length + 1));
        for (int i = 1; i < length; i++) {
            point = point << 6 | (bytes[at + i] & 0x3F);
        }
        return point;
    }
}
