package dev.assay.livebench.math;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.algebra.Equivalence;
import dev.assay.livebench.algebra.Formula;
import dev.assay.livebench.algebra.LatexReader;
import dev.assay.livebench.algebra.Rational;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Boxed;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Grades integrals that feed a game: a whole number or a fraction, such as `11326/3`.
///
/// The official grader also takes an answer whose last 200 characters contain the right one, so that a
/// short one such as 5 is nearly always found; the strict one looks in tags and boxes only.
public final class IntegralsWithGame implements Grader {
    private static final double TOLERANCE = 1e-5;
    private static final int TAIL = 200;
    private static final int MOST_EXPONENT = 1000;
    private static final List<String> DELETED =
            List.of("\\left", "\\right", "\\bigl", "\\bigr", "\\Bigl", "\\Bigr", "\\,", "\\;", "\n", " ");
    private static final Pattern INTEGER = Python.pattern("[+-]?\\d+(_\\d+)*");
    private static final Pattern DECIMAL = Python.pattern("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Pattern FRACTION = Python.pattern("\\\\frac\\{(\\d+)\\}\\{(\\d+)\\}");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        Optional<Formula> truth = read(question.truthText(), mode);
        if (truth.isEmpty()) {
            if (mode == Mode.STRICT) {
                throw new GraderFault("the right answer is no number: '" + question.truthText() + "'");
            }
            return Grade.right(false, "the right answer is no number");
        }
        Optional<String> tagged = SolutionTags.ANY_CASE.last(answer).map(Python::strip);
        if (isEqual(truth.get(), tagged, mode)) {
            return Grade.right(true, "the last solution tag");
        }
        if (mode == Mode.STRICT && tagged.isPresent()) {
            return Grade.right(false, "the last solution tag");
        }
        if (isEqual(truth.get(), Boxed.lastContent(answer), mode)) {
            return Grade.right(true, "the last box");
        }
        String tail = normalised(Python.last(answer, TAIL));
        boolean found = mode == Mode.REFERENCE && tail.contains(normalised(question.truthText()));
        return Grade.right(found, found ? "the end of the text holds it" : "neither tag nor box holds it");
    }

    private static boolean isEqual(Formula truth, Optional<String> text, Mode mode) {
        return text.filter(found -> !found.isEmpty())
                .flatMap(found -> read(found, mode))
                .map(found -> Equivalence.of(truth, found, TOLERANCE) == Equivalence.Verdict.EQUAL)
                .orElse(false);
    }

    private static String normalised(String answer) {
        String text = Python.strip(answer)
                .replace("\\\\", "\\")
                .replace("\\dfrac", "\\frac")
                .replace("\\tfrac", "\\frac");
        for (String deleted : DELETED) {
            text = text.replace(deleted, "");
        }
        return text.replace("\\cdot", "*");
    }

    private static Optional<Formula> read(String answer, Mode mode) {
        String text = normalised(answer);
        List<String> parts = Python.split(text, "/");
        if (parts.size() <= 2 && parts.stream().allMatch(IntegralsWithGame::isNumber)) {
            return Optional.of(quotient(parts));
        }
        Matcher fraction = FRACTION.matcher(text);
        if (mode == Mode.REFERENCE && fraction.lookingAt()) {
            return Optional.of(Formula.quotient(number(fraction.group(1)), number(fraction.group(2))));
        }
        LatexReader.Letters letters = mode == Mode.STRICT ? LatexReader.Letters.CONSTANTS : LatexReader.Letters.SYMBOLS;
        return LatexReader.read(text, letters);
    }

    private static boolean isNumber(String text) {
        return INTEGER.matcher(text).matches() || DECIMAL.matcher(text).matches();
    }

    private static Formula quotient(List<String> parts) {
        Formula first = number(parts.getFirst());
        return parts.size() == 1 ? first : Formula.quotient(first, number(parts.getLast()));
    }

    private static Formula number(String text) {
        BigDecimal value = new BigDecimal(ascii(text.replace("_", "")));
        if (Math.abs((long) value.scale()) > MOST_EXPONENT) {
            throw new GraderFault("a number of too many digits: " + text);
        }
        BigInteger power = BigInteger.TEN.pow(Math.abs(value.scale()));
        return new Formula.Literal(
                value.scale() >= 0
                        ? new Rational(value.unscaledValue(), power)
                        : new Rational(value.unscaledValue().multiply(power), BigInteger.ONE));
    }

    private static String ascii(String digits) {
        StringBuilder all = new StringBuilder();
        digits.codePoints()
                .forEach(c -> all.append(Character.isDigit(c) ? "" + Character.digit(c, 10) : Character.toString(c)));
        return all.toString();
    }
}
