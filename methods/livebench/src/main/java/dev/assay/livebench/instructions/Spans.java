package dev.assay.livebench.instructions;

import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.List;

/// Marked spans of a text as the official patterns find them, in time that grows with its length alone.
final class Spans {
    private static final String OPEN = "<<";
    private static final String CLOSE = ">>";

    private Spans() {}

    /// How many there are in square brackets, each within a line: `\[.*?\]`.
    static int bracketed(String text) {
        int count = 0;
        for (String line : Python.split(text, "\n")) {
            int open = line.indexOf('[');
            int close = open < 0 ? -1 : line.indexOf(']', open);
            while (close >= 0) {
                count++;
                open = line.indexOf('[', close);
                close = open < 0 ? -1 : line.indexOf(']', open);
            }
        }
        return count;
    }

    /// Those in double angles, at most one in a line, as wide as can be: `<<[^\n]+>>`.
    static List<String> titles(String text) {
        List<String> titles = new ArrayList<>();
        for (String line : Python.split(text, "\n")) {
            int open = line.indexOf(OPEN);
            int close = line.lastIndexOf(CLOSE);
            if (open >= 0 && close > open + OPEN.length()) {
                titles.add(line.substring(open, close + CLOSE.length()));
            }
        }
        return titles;
    }
}
