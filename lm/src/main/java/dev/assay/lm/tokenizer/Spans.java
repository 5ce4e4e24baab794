package dev.assay.lm.tokenizer;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import org.jspecify.annotations.Nullable;

/// Turns the native library's spans (in code points, trimmed of white space) into those of [Encoding].
final class Spans {
    private Spans() {}

    static Encoding tiled(String text, int[] ids, @Nullable CharSpan[] spans) {
        int[] units = unitsOfCodePoints(text);
        int[] starts = new int[ids.length];
        int[] ends = new int[ids.length];
        int covered = 0;
        for (int i = 0; i < ids.length; i++) {
            CharSpan span = spans[i];
            starts[i] = span == null ? covered : Math.min(covered, units[span.getStart()]);
            ends[i] = span == null ? covered : units[span.getEnd()];
            covered = Math.max(covered, ends[i]);
        }
        return new Encoding(ids, starts, ends);
    }

    /// Where each code point begins, and the end of the text.
    private static int[] unitsOfCodePoints(String text) {
        int points = text.codePointCount(0, text.length());
        int[] units = new int[points + 1];
        for (int point = 0, unit = 0; point < points; point++) {
            units[point] = unit;
            unit += Character.charCount(text.codePointAt(unit));
        }
        units[points] = text.length();
        return units;
    }
}
