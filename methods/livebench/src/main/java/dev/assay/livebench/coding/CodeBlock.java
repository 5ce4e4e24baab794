package dev.assay.livebench.coding;

import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.List;

/// The code in an answer: what stands between the last two lines with fences.
final class CodeBlock {
    private static final String FENCE = "```";

    private CodeBlock() {}

    static String of(String answer) {
        String text = Python.stripEnd(answer);
        List<String> lines = Python.lines(text);
        List<Integer> fences = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(FENCE)) {
                fences.add(i);
            }
        }
        if (fences.size() >= 2) {
            return String.join("\n", lines.subList(fences.get(fences.size() - 2) + 1, fences.getLast()));
        }
        if (text.length() > 1 && text.startsWith("`") && text.endsWith("`")) {
            return text.substring(1, text.length() - 1);
        }
        if (fences.size() == 1 && fences.getFirst() == lines.size() - 1) {
            return String.join("\n", lines.subList(0, lines.size() - 1));
        }
        return text;
    }
}
