package dev.assay.livebench.math;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.GraderFault;
import dev.assay.livebench.algebra.DoubleAngles;
import dev.assay.livebench.algebra.Equivalence;
import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.LatexReader;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Boxed;
import dev.assay.livebench.text.Python;
import java.util.List;
import java.util.Optional;

/// Grades AMPS_Hard: a formula that must be equal to the right one.
///
/// The official grader asks a computer algebra system; here both are compared as exact fractions or at
/// random points ([Equivalence]). Letters e and i are variables to the official grader; to the strict
/// one they are Euler's number and the imaginary unit, and bars of absolute value count as brackets.
public final class AmpsHard implements Grader {
    private static final double TOLERANCE = 0.001;
    /// No right answer is as long; the rules below take time with the square of a line's length.
    private static final int MOST_FORMULA = 10_000;

    private static final List<String> DELETED =
            List.of("\\left", "\\right", "\\bigl", "\\bigr", "\\Bigl", "\\Bigr", "\\,", "\\;", "\n");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String truth = truth(question);
        String text = cleaned(answer);
        Optional<String> found = Boxed.lastContent(text).or(() -> lastMath(text));
        if (found.isPresent() && found.get().length() > MOST_FORMULA) {
            return Grade.right(false, "a formula of " + found.get().length() + " characters");
        }
        Optional<String> candidate = found.map(AmpsHard::normalised);
        if (candidate.isEmpty()) {
            String end = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
            return Grade.right(end.endsWith(truth), "the end of the text");
        }
        return compared(truth, candidate.get(), mode);
    }

    private static String truth(Question question) {
        JsonNode node = question.truth().orElseThrow(() -> new GraderFault("the question has no ground_truth"));
        String text =
                node.isArray() && !node.isEmpty() ? node.get(node.size() - 1).asText() : question.truthText();
        return text.replace("\\left", "")
                .replace("\\right", "")
                .replace(" ^", "^")
                .replace("\\ ", "*");
    }

    private static String cleaned(String answer) {
        String text = answer;
        for (String constant : List.of("+C", "+ C", "+ c", "+c")) {
            text = text.replace(constant, "");
        }
        text = text.replace("\\dfrac", "\\frac").replace("\\tfrac", "\\frac");
        for (String deleted : DELETED) {
            text = text.replace(deleted, "");
        }
        return text.replace("\\cdot", "*");
    }

    /// What stands in the last dollar signs, after the last equals sign.
    private static Optional<String> lastMath(String text) {
        if (Python.count(text, "$") < 2) {
            return Optional.empty();
        }
        int close = text.lastIndexOf('$');
        if (close > 0 && text.charAt(close - 1) == '$') {
            close--;
        }
        int open = text.lastIndexOf('$', close - 1);
        String math = text.substring(open + 1, Math.max(open + 1, close));
        if (math.contains("=")) {
            return Optional.of(Python.strip(Python.split(math, "=").getLast()));
        }
        return Optional.of(
                Python.strip(Python.split(math, "\\quad \\text{or} \\quad").getLast()));
    }

    /// Source of these rules: Lewkowycz et al., "Solving Quantitative Reasoning Problems with Language
    /// Models" (2022), appendix D.
    static String normalised(String answer) {
        String text = Python.split(answer, "=").getLast();
        text = Python.pattern("(.*?)(\\$)(.*?)(\\$)(.*)").matcher(text).replaceAll("\\$$3\\$");
        text = Python.pattern("\\\\text\\{(.*?)\\}").matcher(text).replaceAll("$1");
        text = Python.pattern("\\\\textbf\\{(.*?)\\}").matcher(text).replaceAll("$1");
        text = Python.pattern("\\\\overline\\{(.*?)\\}").matcher(text).replaceAll("$1");
        text = Python.pattern("\\\\boxed\\{(.*)\\}").matcher(text).replaceAll("$1");
        text = Python.pattern("frac([^{])(.)").matcher(text).replaceAll("frac{$1}{$2}");
        text = Python.pattern("sqrt([^{\\[])").matcher(text).replaceAll("sqrt{$1}");
        text = text.replace("$", "");
        String bare = text.replace(",", "");
        return !bare.isEmpty() && bare.codePoints().allMatch(Character::isDigit) ? bare : text;
    }

    private static Grade compared(String truth, String candidate, Mode mode) {
        boolean strict = mode == Mode.STRICT;
        LatexReader.Letters letters = strict ? LatexReader.Letters.CONSTANTS : LatexReader.Letters.SYMBOLS;
        Optional<Formula> right = LatexReader.read(truth, letters);
        Optional<Formula> found = LatexReader.read(candidate, letters);
        if (strict && found.isEmpty()) {
            found = LatexReader.read(bracketed(candidate), letters);
        }
        if (right.isEmpty() && strict) {
            return new Grade.Unscorable(Grade.Reason.UNDECIDED, "the right answer is no formula: " + truth);
        }
        if (right.isEmpty() || found.isEmpty()) {
            return Grade.right(false, "no formula: " + (right.isEmpty() ? truth : candidate));
        }
        return switch (Equivalence.of(right.get(), found.get(), TOLERANCE)) {
            case EQUAL ->
                strict || !DoubleAngles.between(right.get(), found.get())
                        ? Grade.right(true, "equal to " + truth)
                        : Grade.right(false, "equal to " + truth + ", which the official grader does not prove");
            case DIFFERENT -> Grade.right(false, "not equal to " + truth);
            case UNDECIDED ->
                strict
                        ? new Grade.Unscorable(Grade.Reason.UNDECIDED, "whether it equals " + truth + " is not decided")
                        : Grade.right(false, "not decided");
        };
    }

    /// Bars of absolute value as brackets: what an integral's logarithm has in them is taken as positive.
    private static String bracketed(String text) {
        StringBuilder all = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '|') {
                all.append(open ? ')' : '(');
                open = !open;
            } else {
                all.append(c);
            }
        }
        return all.toString();
    }
}
