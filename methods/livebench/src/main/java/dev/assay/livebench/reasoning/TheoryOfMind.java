package dev.assay.livebench.reasoning;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.List;

/// Grades theory of mind: a short token such as "blue_container".
///
/// The official grader takes an answer that contains it; the strict one wants nothing else there.
public final class TheoryOfMind implements Grader {
    private static final List<String> BEGINNINGS = List.of("Answer:", "answer:", "The answer is", "the answer is");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String truth = Python.strip(Python.lower(question.truthText()));
        String found = cleaned(SolutionTags.ANY_CASE
                .last(answer)
                .or(() -> SolutionTags.BROKEN_ANY_CASE.last(answer))
                .orElseGet(() -> lastLine(answer)));
        boolean right = mode == Mode.STRICT ? found.equals(truth) : found.contains(truth);
        return Grade.right(right, "found '" + found + "'");
    }

    private static String lastLine(String answer) {
        String line = Python.strip(Python.lines(Python.strip(answer)).getLast());
        for (String beginning : BEGINNINGS) {
            if (line.startsWith(beginning)) {
                line = Python.strip(line.substring(beginning.length()));
            }
        }
        return line;
    }

    private static String cleaned(String text) {
        return Python.strip(Python.strip(Python.lower(text)).replaceAll("[.,!?;:]", ""));
    }
}
