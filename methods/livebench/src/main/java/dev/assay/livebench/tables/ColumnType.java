package dev.assay.livebench.tables;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Boxed;
import dev.assay.livebench.text.Python;
import java.util.regex.Pattern;

/// Grades column type annotation: the name of a class.
///
/// The official grader also takes an answer that ends in the name; the strict one only where it begins a word there.
public final class ColumnType implements Grader {
    private static final Pattern NO_WORD = Python.pattern("[^\\w]");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String truth = cleaned(question.truthText());
        String found = answer.contains("\\boxed{")
                ? Boxed.plain(
                        Boxed.lastContent(answer).orElseThrow(() -> new GraderFault("the last box does not close")))
                : answer;
        if (mode == Mode.STRICT) {
            String line = Python.lines(Python.strip(found)).getLast();
            String bare = Python.strip(Python.lower(Python.strip(line)), "*.`'\" ");
            return Grade.right(
                    cleaned(bare).equals(truth) || lastWords(bare, truth), "the last line is '" + bare + "'");
        }
        return Grade.right(cleaned(found).endsWith(truth), "the end of the answer");
    }

    private static boolean lastWords(String line, String truth) {
        int colon = line.lastIndexOf(':');
        return colon >= 0
                && cleaned(Python.strip(line.substring(colon + 1), "*.`'\" ")).equals(truth);
    }

    private static String cleaned(String text) {
        return NO_WORD.matcher(Python.strip(Python.lower(text))).replaceAll("");
    }
}
