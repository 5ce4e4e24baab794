package dev.assay.livebench.reasoning;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Boxed;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Grades zebra puzzles: up to the release of 2024-11-25 one word, since then several values.
///
/// Of several values the official grader takes one as right that contains the right one; the strict
/// grader wants them equal, with the words "position" and numbers in letters allowed for.
public final class ZebraPuzzle implements Grader {
    /// The first release whose puzzles ask for several values.
    static final String SEVERAL_SINCE = "2024-11-25";

    private static final Map<String, String> WORDS = Map.of(
            "1", "one", "2", "two", "3", "three", "4", "four", "5", "five", "6", "six", "7", "seven", "8", "eight", "9",
            "nine");
    private static final Pattern BOLD = Python.pattern("\\*\\*\\*(\\w+)\\*\\*\\*");
    private static final Pattern WORD = Python.pattern("\\b\\w+\\b");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        return question.isSince(SEVERAL_SINCE)
                ? several(question.truthText(), answer, mode)
                : one(Python.lower(question.truthText()), answer);
    }

    private static Grade one(String truth, String answer) {
        List<String> bold = Python.findAll(BOLD, answer);
        List<String> found = bold.isEmpty() ? Python.findAll(WORD, answer) : bold;
        String word = found.isEmpty() ? "" : found.getLast();
        boolean right = Python.lower(word).equals(truth)
                || WORDS.getOrDefault(word, "").equals(truth)
                || (Python.lower(word) + " movies").equals(truth);
        return Grade.right(right, "the last word is '" + word + "'");
    }

    private static Grade several(String right, String answer, Mode mode) {
        List<String> truth = Python.split(right, ",");
        Optional<List<String>> values = values(answer, truth.size());
        if (values.isEmpty()) {
            return Grade.right(false, "there is no list of values");
        }
        List<String> found = values.get();
        int correct = 0;
        for (int i = 0; i < Math.min(truth.size(), found.size()); i++) {
            correct += same(found.get(i), truth.get(i), mode) ? 1 : 0;
        }
        double share = (double) correct / truth.size();
        return Grade.of(((correct == truth.size() ? 1 : 0) + share) / 2, correct + " of " + truth.size() + " right");
    }

    private static boolean same(String found, String right, Mode mode) {
        String truth = Python.lower(Python.strip(right)).replace('-', ' ');
        String value = Python.lower(Python.strip(found)).replace('-', ' ').replace("position", "");
        if (mode == Mode.REFERENCE) {
            return value.contains(truth);
        }
        String bare = Python.strip(Python.strip(value, "*. "));
        return bare.equals(truth) || bare.equals(WORDS.getOrDefault(truth, truth));
    }

    private static Optional<List<String>> values(String answer, int count) {
        List<String> found = new ArrayList<>(SolutionTags.ONE_LINE.all(answer));
        if (found.isEmpty()) {
            found.addAll(SolutionTags.BROKEN.all(answer));
        }
        if (found.isEmpty()) {
            Boxed.lastContent(answer).map(Boxed::plain).ifPresent(found::add);
        }
        if (found.isEmpty()) {
            String line = Python.lines(Python.strip(answer)).getLast();
            if (Python.count(line, ",") == count - 1) {
                found.add(line);
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<String> all = found.stream()
                .flatMap(match -> Python.split(match, ",").stream())
                .toList();
        return Optional.of(found.size() > 1 ? all.subList(Math.max(0, all.size() - count), all.size()) : all);
    }
}
