package dev.assay.livebench.reasoning;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.List;
import java.util.regex.Pattern;

/// Grades sudokus: all digits in the first solution tag; the strict grader takes the last tag, as everywhere.
public final class Sudoku implements Grader {
    private static final Pattern SPACE = Python.pattern("\\s");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        List<String> tags = SolutionTags.ANY_CASE.all(answer);
        if (tags.isEmpty()) {
            return Grade.right(false, "there is no solution tag");
        }
        String found = mode == Mode.STRICT ? tags.getLast() : tags.getFirst();
        return Grade.right(bare(found).equals(bare(question.truthText())), "the digits in tags");
    }

    private static String bare(String text) {
        return SPACE.matcher(text).replaceAll("");
    }
}
