package dev.assay.livebench.contamination;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;

/// Cuts UTF-8 that comes byte by byte into normalised words: Unicode NFKC, lower case, letters and
/// digits (with the marks on them) and nothing else. An ideograph or a kana is a word of its own, since
/// such scripts do not part words.
///
/// Letters and digits of ASCII need no look at Unicode. Where other signs come, all up to the next
/// ASCII sign that is neither letter nor digit are taken together, at most 4 KiB of them: a longer word
/// is cut, and the words of such a run all have the offset of its first sign.
final class Words {
    /// The longest word, in bytes.
    static final int MOST_BYTES = 4096;

    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final byte NONE = 0;
    private static final byte WIDE = -1;

    /// For each byte: the letter or digit in lower case, or that it parts words, or that it is no ASCII.
    private static final byte[] KIND = kinds();

    private final WordSink sink;
    private final byte[] run = new byte[MOST_BYTES + 4];
    private final byte[] word = new byte[4 * MOST_BYTES];
    private int length;
    private long hash = BASIS;
    private boolean wide;
    private long start;
    private long line = 1;
    private long startLine;

    Words(WordSink sink) {
        this.sink = sink;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int b = 0; b < 128; b++) {
            kinds[b] = Character.isLetterOrDigit(b) ? (byte) Character.toLowerCase(b) : NONE;
        }
        Arrays.fill(kinds, 128, 256, WIDE);
        return kinds;
    }

    /// Takes a byte that stands at an offset.
    void put(int b, long offset) {
        byte kind = KIND[b & 0xff];
        if (kind == NONE) {
            if (length > 0) {
                endRun();
            }
            return;
        }
        if (length >= MOST_BYTES && (b & 0xc0) != 0x80) {
            endRun();
        }
        if (length == 0) {
            start = offset;
            startLine = line;
        }
        byte kept = kind == WIDE ? (byte) b : kind;
        wide |= kind == WIDE;
        hash = (hash ^ (kept & 0xff)) * PRIME;
        if (length < run.length) {
            run[length++] = kept;
        }
    }

    /// Takes a text in whole.
    void put(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            put(bytes[i], i);
        }
        gap();
    }

    /// Says that a line ends here.
    void newLine() {
        line++;
    }

    /// Begins another file.
    void restart() {
        gap();
        line = 1;
    }

    /// Ends a document.
    void gap() {
        if (length > 0) {
            endRun();
        }
        sink.gap();
    }

    private void endRun() {
        if (wide) {
            parts(new String(run, 0, length, StandardCharsets.UTF_8));
        } else {
            sink.word(run, length, hash, start, startLine);
        }
        length = 0;
        hash = BASIS;
        wide = false;
    }

    /// The words of a run that is not only ASCII.
    private void parts(String raw) {
        String text = Normalizer.isNormalized(raw, Normalizer.Form.NFKC)
                ? raw
                : Normalizer.normalize(raw, Normalizer.Form.NFKC);
        int filled = 0;
        for (int i = 0; i < text.length(); ) {
            int point = Character.toLowerCase(text.codePointAt(i));
            i += Character.charCount(text.codePointAt(i));
            boolean alone = standsAlone(point);
            boolean part = Character.isLetterOrDigit(point) || (filled > 0 && isMark(point));
            if (filled > 0 && (alone || !part || filled > word.length - 4)) {
                emit(filled);
                filled = 0;
            }
            if (part) {
                filled = encode(point, word, filled);
            }
            if (alone && filled > 0) {
                emit(filled);
                filled = 0;
            }
        }
        if (filled > 0) {
            emit(filled);
        }
    }

    private void emit(int filled) {
        long own = BASIS;
        for (int i = 0; i < filled; i++) {
            own = (own ^ (word[i] & 0xff)) * PRIME;
        }
        sink.word(word, filled, own, start, startLine);
    }

    private static boolean standsAlone(int point) {
        if (point < 0x2e80) {
            return false;
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(point);
        return Character.isIdeographic(point)
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    private static boolean isMark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    /// Writes a code point as UTF-8; where it ends.
    static int encode(int point, byte[] to, int at) {
        int end = at;
        if (point < 0x80) {
            to[end++] = (byte) point;
        } else if (point < 0x800) {
            to[end++] = (byte) (0xc0 | (point >> 6));
            to[end++] = (byte) (0x80 | (point & 0x3f));
        } else if (point < 0x10000) {
            to[end++] = (byte) (0xe0 | (point >> 12));
            to[end++] = (byte) (0x80 | ((point >> 6) & 0x3f));
            to[end++] = (byte) (0x80 | (point & 0x3f));
        } else {
            to[end++] = (byte) (0xf0 | (point >> 18));
            to[end++] = (byte) (0x80 | ((point >> 12) & 0x3f));
            to[end++] = (byte) (0x80 | ((point >> 6) & 0x3f));
            to[end++] = (byte) (0x80 | (point & 0x3f));
        }
        return end;
    }
}
