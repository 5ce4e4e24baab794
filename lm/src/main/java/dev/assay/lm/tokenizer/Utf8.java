package dev.assay.lm.tokenizer;

/// Finds where the last unfinished character of a byte sequence begins.
final class Utf8 {
    private Utf8() {}

    /// How many leading bytes later bytes cannot change: all but a well-formed beginning of a character at the end.
    static int wholeLength(byte[] bytes) {
        int end = bytes.length;
        for (int back = 1; back <= Math.min(3, end); back++) {
            int lead = bytes[end - back] & 0xFF;
            if (lead >= 0x80 && lead < 0xC0) {
                continue;
            }
            return canStillGrow(bytes, end - back) ? end - back : end;
        }
        return end;
    }

    private static boolean canStillGrow(byte[] bytes, int start) {
        int lead = bytes[start] & 0xFF;
        int length =
                lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 1;
        int present = bytes.length - start;
        return present < length && (present == 1 || secondFits(lead, bytes[start + 1] & 0xFF));
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
}
