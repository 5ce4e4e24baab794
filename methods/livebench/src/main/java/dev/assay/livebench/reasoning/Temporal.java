package dev.assay.livebench.reasoning;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.Optional;

/// Grades temporal reasoning, a task that was tried and never released: the text of the last solution
/// tag, to the letter; the strict grader passes over case and blanks around it.
public final class Temporal implements Grader {
    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String truth = question.truthText();
        Optional<String> found = SolutionTags.ANY_CASE.last(answer);
        boolean right = found.filter(text -> mode == Mode.STRICT
                        ? Python.lower(Python.strip(text)).equals(Python.lower(Python.strip(truth)))
                        : text.equals(truth))
                .isPresent();
        return Grade.right(right, found.map(text -> "found '" + text + "'").orElse("there is no solution tag"));
    }
}
