package dev.assay.livebench.math;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.List;
import java.util.regex.Pattern;

/// Grades AIME problems, whose answer is a number of three digits at the end.
///
/// The official grader looks for the digits anywhere in the last 50 characters; the strict one wants
/// them as a number of their own there, and in the last solution tag where there is one.
public final class Aime implements Grader {
    private static final int TAIL = 50;
    private static final Pattern NUMBER = Python.pattern("(?<![\\d.])\\d+(?![\\d]|\\.\\d)");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String truth = question.truthText();
        return mode == Mode.STRICT ? strict(answer, truth) : reference(answer, truth);
    }

    private static Grade reference(String answer, String truth) {
        boolean tagged = SolutionTags.ONE_LINE
                .last(answer)
                .filter(found -> found.codePoints().distinct().count() == 1)
                .map(found -> found.substring(0, found.offsetByCodePoints(0, 1)).equals(truth))
                .orElse(false);
        if (tagged) {
            return Grade.right(true, "the last solution tag");
        }
        return Grade.right(Python.last(answer, TAIL).contains(truth), "the last " + TAIL + " characters");
    }

    private static Grade strict(String answer, String truth) {
        String where = SolutionTags.LINES.last(answer).orElseGet(() -> Python.last(answer, TAIL));
        List<String> numbers = Python.findAll(NUMBER, where);
        return numbers.isEmpty()
                ? Grade.right(false, "there is no number at the end")
                : Grade.right(same(numbers.getLast(), truth), "the last number is " + numbers.getLast());
    }

    private static boolean same(String number, String truth) {
        return number.replaceFirst("^0+(?=.)", "").equals(truth.replaceFirst("^0+(?=.)", ""));
    }
}
