package dev.assay.livebench.language;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.List;
import java.util.stream.Collectors;

/// Grades the mending of typos: the answer must contain the right text.
public final class Typos implements Grader {
    private static final String SEPARATOR = " --- ";

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String found = SolutionTags.ONE_LINE.last(answer).orElseGet(() -> untagged(answer));
        String joined = Python.lines(Python.strip(found)).stream()
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
        return Grade.right(joined.contains(question.truthText()), "the text");
    }

    /// What stands between the last two separators of the first line that has two, or all of it.
    private static String untagged(String answer) {
        String text = answer.replace("<solution>", "").replace("</solution>", "");
        List<String> lines = Python.lines(text);
        for (String line : lines) {
            int close = line.lastIndexOf(SEPARATOR);
            int open = close < 0 ? -1 : line.lastIndexOf(SEPARATOR, close - SEPARATOR.length());
            if (open >= 0) {
                int from = open + SEPARATOR.length();
                return line.substring(from, line.indexOf(SEPARATOR, from));
            }
        }
        return text;
    }
}
