package dev.assay.livebench.contamination;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes the bytes of JSON one by one, of any number of values and with lines of any length, and gives
/// the texts of some fields to [Words], each as a document of its own.
///
/// A field counts wherever it stands, so lists, lines and indented files are read alike. It is not
/// checked whether the JSON is whole: a line that is broken off inside a text ends that text, and the
/// next line is read on.
final class JsonStrings {
    private static final int LONGEST_NAME = 256;
    private static final int SPACE = ' ';

    private enum State {
        OUTSIDE,
        NAME,
        TEXT
    }

    private final Set<String> fields;
    private final Words words;
    private final byte[] name = new byte[LONGEST_NAME];
    private final byte[] encoded = new byte[4];
    private State state = State.OUTSIDE;
    private int nameLength;
    private boolean isField;
    private boolean expected;
    private boolean escaped;
    private int digits;
    private int unit;
    private int high;
    private long texts;

    JsonStrings(List<String> fields, Words words) {
        this.fields = fields.stream().collect(Collectors.toUnmodifiableSet());
        this.words = words;
    }

    /// How many texts were found since the last [#restart].
    long texts() {
        return texts;
    }

    /// Begins another file.
    void restart() {
        if (state == State.TEXT) {
            words.gap();
        }
        outside();
        texts = 0;
    }

    private void outside() {
        state = State.OUTSIDE;
        isField = false;
        expected = false;
        escaped = false;
        digits = 0;
        high = 0;
    }

    /// Takes a byte that stands at an offset.
    void put(byte b, long offset) {
        if (b == '\n' && state != State.OUTSIDE) {
            restartAfterBreak();
            return;
        }
        switch (state) {
            case OUTSIDE -> between(b);
            case NAME -> inName(b);
            case TEXT -> inText(b, offset);
        }
    }

    private void restartAfterBreak() {
        if (state == State.TEXT) {
            words.gap();
        }
        outside();
    }

    private void between(byte b) {
        switch (b) {
            case '"' -> {
                state = expected ? State.TEXT : State.NAME;
                texts += expected ? 1 : 0;
                nameLength = 0;
                isField = false;
                expected = false;
            }
            case ':' -> {
                expected = isField;
                isField = false;
            }
            case ' ', '\t', '\r', '\n' -> {
                // Between a name, its colon and its value there may be space.
            }
            default -> {
                expected = false;
                isField = false;
            }
        }
    }

    private void inName(byte b) {
        if (escaped) {
            escaped = false;
            nameLength = LONGEST_NAME;
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            state = State.OUTSIDE;
            isField = nameLength < LONGEST_NAME
                    && fields.contains(new String(name, 0, nameLength, StandardCharsets.UTF_8));
        } else if (nameLength < LONGEST_NAME) {
            name[nameLength++] = b;
        }
    }

    private void inText(byte b, long offset) {
        if (digits > 0) {
            unit = (unit << 4) | Math.max(0, Character.digit(b, 16));
            if (--digits == 0) {
                unit(offset);
            }
        } else if (escaped) {
            escaped = false;
            escape(b, offset);
        } else if (b == '\\') {
            escaped = true;
        } else if (b == '"') {
            outside();
            words.gap();
        } else {
            partHalf(offset);
            words.put(b, offset);
        }
    }

    private void escape(byte b, long offset) {
        if (b == 'u') {
            digits = 4;
            unit = 0;
        } else {
            partHalf(offset);
            words.put(b == '"' || b == '\\' || b == '/' ? b : SPACE, offset);
        }
    }

    /// Half a pair without the other half is no letter.
    private void partHalf(long offset) {
        if (high != 0) {
            high = 0;
            words.put(SPACE, offset);
        }
    }

    /// A UTF-16 unit is whole; of a pair the first waits for the second.
    private void unit(long offset) {
        char given = (char) unit;
        if (Character.isHighSurrogate(given)) {
            partHalf(offset);
            high = given;
            return;
        }
        int point = given;
        if (Character.isLowSurrogate(given)) {
            point = high == 0 ? SPACE : Character.toCodePoint((char) high, given);
            high = 0;
        }
        partHalf(offset);
        int length = Words.encode(point, encoded, 0);
        for (int i = 0; i < length; i++) {
            words.put(encoded[i], offset);
        }
    }
}
