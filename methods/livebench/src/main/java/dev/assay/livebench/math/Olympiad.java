package dev.assay.livebench.math;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Boxed;
import dev.assay.livebench.text.Levenshtein;
import dev.assay.livebench.text.Python;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// Grades olympiad proofs with holes: the numbers of the formulas that fill them, in order.
///
/// The score is `1 - d / max(lengths)`, where d is the edit distance of the two lists.
public final class Olympiad implements Grader {
    private static final String MARK = "answer:";

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        List<OptionalLong> truth = truth(question.truthText());
        List<OptionalLong> found = numbers(answer);
        if (found.isEmpty()) {
            return Grade.right(false, "there is no list of numbers");
        }
        // What could not be read equals nothing, not even another that could not.
        List<Object> answered = new ArrayList<>();
        found.forEach(number -> answered.add(number.isPresent() ? number : new Object()));
        int distance = Levenshtein.distance(answered, truth);
        int longest = Math.max(answered.size(), truth.size());
        return Grade.of(1 - (double) distance / longest, distance + " of " + longest + " places differ");
    }

    private static List<OptionalLong> truth(String text) {
        return Python.split(text, ",").stream()
                .map(Python::integer)
                .peek(number -> number.orElseThrow(
                        () -> new GraderFault("the right answer is no list of numbers: '" + text + "'")))
                .toList();
    }

    private static List<OptionalLong> numbers(String answer) {
        return first(
                answer, List.of(Olympiad::afterMark, Olympiad::boxed, Olympiad::lastLine, Olympiad::digitsAfterMark));
    }

    private interface Reading {
        Optional<List<OptionalLong>> of(String answer);
    }

    private static List<OptionalLong> first(String answer, List<Reading> readings) {
        for (Reading reading : readings) {
            Optional<List<OptionalLong>> found =
                    reading.of(answer).filter(list -> list.stream().anyMatch(OptionalLong::isPresent));
            if (found.isPresent()) {
                return found.get();
            }
        }
        return List.of();
    }

    /// The last line with the mark, or the one after it.
    private static Optional<List<OptionalLong>> afterMark(String answer) {
        List<String> lines = Python.lines(Python.strip(Python.lower(answer)));
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).contains(MARK)) {
                String rest = cleaned(Python.split(lines.get(i), MARK).get(1));
                if (rest.isEmpty() && i + 1 < lines.size()) {
                    rest = cleaned(lines.get(i + 1));
                }
                return Optional.of(list(rest, Olympiad::lastWord));
            }
        }
        return Optional.empty();
    }

    private static String cleaned(String text) {
        return Python.strip(text.replace("**", "").replace(".", ""));
    }

    private static String lastWord(String item) {
        String word = Python.split(Python.strip(item), " ").getLast();
        return word.replaceAll("[${}\\\\<>]", "").replace("boxed", "");
    }

    private static Optional<List<OptionalLong>> boxed(String answer) {
        if (!answer.contains("\\boxed")) {
            return Optional.empty();
        }
        String inside = Boxed.lastContent(answer).orElse(answer);
        return Optional.of(list(Boxed.plain(inside), UnaryOperator.identity()));
    }

    private static List<OptionalLong> list(String text, UnaryOperator<String> item) {
        return Python.split(text, ",").stream().map(item).map(Python::integer).toList();
    }

    private static Optional<List<OptionalLong>> lastLine(String answer) {
        String line = Python.lines(Python.strip(Python.lower(answer))).getLast();
        return Optional.of(Python.split(line, ",").stream()
                .map(Olympiad::digits)
                .filter(run -> !run.isEmpty())
                .map(Python::integer)
                .toList());
    }

    /// Numbers after the last mark, or of the whole text without one, up to the first item that holds
    /// more than its number.
    private static Optional<List<OptionalLong>> digitsAfterMark(String answer) {
        String lower = Python.lower(answer);
        List<OptionalLong> found = new ArrayList<>();
        List<String> items = Python.split(Python.split(lower, MARK).getLast(), ",");
        for (int i = 0; i < items.size(); i++) {
            String item = Python.strip(items.get(i));
            String run = digits(item);
            if (!run.isEmpty() && !run.equals("₂")) {
                found.add(read(run));
            }
            if (i > 0 && !run.equals(item)) {
                break;
            }
        }
        return Optional.of(found);
    }

    private static OptionalLong read(String run) {
        OptionalLong number = Python.integer(run);
        if (number.isEmpty()) {
            throw new GraderFault("'" + run + "' is made of digits and is no number");
        }
        return number;
    }

    /// The first run of digits.
    private static String digits(String item) {
        int[] run = item.codePoints()
                .dropWhile(c -> !isDigit(c))
                .takeWhile(Olympiad::isDigit)
                .toArray();
        return new String(run, 0, run.length);
    }

    /// As `str.isdigit`, which knows superscripts too.
    private static boolean isDigit(int c) {
        return Character.isDigit(c)
                || c == 0xB2
                || c == 0xB3
                || c == 0xB9
                || c == 0x2070
                || (c >= 0x2074 && c <= 0x2079)
                || (c >= 0x2080 && c <= 0x2089)
                || (c >= 0x2460 && c <= 0x2468);
    }
}
