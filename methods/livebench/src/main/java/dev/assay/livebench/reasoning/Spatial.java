package dev.assay.livebench.reasoning;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Boxed;
import dev.assay.livebench.text.Python;
import java.util.List;
import java.util.regex.Pattern;

/// Grades questions on shapes, whose answer is a number or a few words in bold.
public final class Spatial implements Grader {
    private static final Pattern BOLD = Python.pattern("\\*\\*([^\\*]+)\\*\\*");
    private static final int LAST = 3;
    private static final List<String> NUMBERS = List.of(
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty");
    private static final List<String> SHAPES = List.of("tetrahedra", "tetrahedron", "triangle", "square");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String right = question.truthText();
        if (answer.equals(right)) {
            return Grade.right(true, "the whole answer");
        }
        String truth = Python.lower(Python.strip(right));
        List<String> bold = Python.findAll(BOLD, answer);
        // The strict grader takes the last word for the answer, the official one any of three.
        int from = Math.max(0, bold.size() - (mode == Mode.STRICT ? 1 : LAST));
        for (String span : bold.subList(from, bold.size())) {
            String word = Python.lower(Python.strip(span));
            if (word.equals(truth) || isNumber(word, truth) || isShape(word, truth)) {
                return Grade.right(true, "bold '" + word + "'");
            }
        }
        return Grade.right(
                Boxed.lastContent(answer)
                        .map(boxed -> boxed.replace("\\textbf{", "")
                                .replace("\\mathbf{", "")
                                .replace("\\text{", "")
                                .replace("}", ""))
                        .map(right::equals)
                        .orElse(false),
                "the last box");
    }

    private static boolean isNumber(String word, String truth) {
        int number = NUMBERS.indexOf(word);
        return number >= 0 && Integer.toString(number).equals(truth);
    }

    /// Allows "two tetrahedra" or "equilateral triangle", but no list of shapes.
    private static boolean isShape(String word, String truth) {
        return SHAPES.contains(truth) && word.contains(truth) && word.length() < 2 * truth.length() + 5;
    }
}
