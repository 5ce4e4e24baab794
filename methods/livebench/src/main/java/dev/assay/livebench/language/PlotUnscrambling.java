package dev.assay.livebench.language;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Levenshtein;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SequenceMatcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Grades the ordering of a plot's sentences: `1 - d / n`, with d the edit distance of the order found
/// from the right one.
///
/// Each sentence of the right text is looked up in the answer by likeness, so that small changes do no harm.
public final class PlotUnscrambling implements Grader {
    private static final Pattern TAGGED = Python.pattern("<PLOT_SUMMARY>(.*)</PLOT_SUMMARY>", Python.DOTALL);
    private static final Pattern OPENED = Python.pattern("<PLOT_SUMMARY>(.*)", Python.DOTALL);
    private static final List<String> NO_SENTENCES = List.of("", "</PLOT_SUMMARY>", "**End of Plot Summary**");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        List<String> truth = sentences(question.truthText()).stream()
                .filter(sentence -> !sentence.isEmpty())
                .toList();
        List<String> found = sentences(plot(answer)).stream()
                .filter(sentence -> !NO_SENTENCES.contains(sentence))
                .toList();
        List<Integer> order = order(truth, found);
        int distance =
                Levenshtein.distance(IntStream.range(0, truth.size()).boxed().toList(), order);
        return Grade.of(1 - (double) distance / truth.size(), distance + " of " + truth.size() + " places differ");
    }

    private static String plot(String answer) {
        Matcher tagged = TAGGED.matcher(answer);
        if (tagged.find()) {
            return tagged.group(1);
        }
        Matcher opened = OPENED.matcher(answer);
        return opened.find() ? opened.group(1) : answer;
    }

    private static List<String> sentences(String text) {
        return Python.split(text, ".").stream().map(Python::strip).toList();
    }

    private static List<Integer> order(List<String> truth, List<String> found) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            places.putIfAbsent(found.get(i), i);
        }
        List<Integer> order = new ArrayList<>();
        for (String sentence : truth) {
            if (!found.isEmpty()) {
                order.add(places.getOrDefault(closest(sentence, found, places), 0));
            }
        }
        return order;
    }

    /// The most alike; of equally alike ones the one that comes last in the order of code points.
    private static String closest(String sentence, List<String> found, Map<String, Integer> places) {
        SequenceMatcher matcher = new SequenceMatcher(sentence);
        if (places.containsKey(sentence) && matcher.ratio(sentence) == 1) {
            // No other text has a ratio of 1.
            return sentence;
        }
        String best = "";
        double most = -1;
        for (String candidate : found) {
            if (matcher.upperBound(candidate) < most) {
                continue;
            }
            double ratio = matcher.ratio(candidate);
            if (ratio > most || (ratio == most && codePointsAfter(candidate, best))) {
                best = candidate;
                most = ratio;
            }
        }
        return best;
    }

    private static boolean codePointsAfter(String a, String b) {
        int[] first = a.codePoints().toArray();
        int[] second = b.codePoints().toArray();
        return java.util.Arrays.compare(first, second) > 0;
    }
}
