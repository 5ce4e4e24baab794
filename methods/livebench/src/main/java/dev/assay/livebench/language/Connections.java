package dev.assay.livebench.language;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Boxed;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Grades connections: the share of groups of four words that were found.
///
/// The official grader counts a right group each time that it is given, and an answer may be longer
/// than the question; the strict one counts each right group once.
public final class Connections implements Grader {
    private static final String TAGGED_SINCE = "2024-11-25";
    private static final int GROUP = 4;
    private static final Pattern BOLD = Python.pattern("\\*\\*(.*?)\\*\\*");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String truth = question.truthText();
        return question.isSince(TAGGED_SINCE) ? tagged(truth, answer, mode) : bold(truth, answer);
    }

    private static Grade bold(String truth, String answer) {
        List<Set<String>> right = groups(Python.split(truth, ","));
        double best = 0;
        for (String span : Python.findAll(BOLD, answer.replace("\n", ""))) {
            List<Set<String>> found = groups(Python.split(span, ","));
            long count = right.stream()
                    .filter(group -> found.stream().anyMatch(other -> other.containsAll(group)))
                    .count();
            best = Math.max(best, (double) count / right.size());
        }
        return Grade.of(best, "the best bold list");
    }

    private static Grade tagged(String truth, String answer, Mode mode) {
        List<String> words = Python.split(truth, ",");
        List<String> matches = matches(answer);
        if (matches.isEmpty()) {
            return Grade.right(false, "there is no list of words");
        }
        List<String> all = matches.stream()
                .flatMap(match -> Python.split(match.replace("\n", ""), ",").stream())
                .toList();
        List<String> found = matches.size() > 1 ? all.subList(Math.max(0, all.size() - words.size()), all.size()) : all;
        List<Set<String>> right = groups(words);
        List<Set<String>> answered = groups(found);
        long count = mode == Mode.STRICT
                ? right.stream().distinct().filter(answered::contains).count()
                : answered.stream().filter(right::contains).count();
        return Grade.of((double) count / right.size(), count + " of " + right.size() + " groups");
    }

    private static List<String> matches(String answer) {
        String joined = answer.replace("\n", "");
        for (List<String> found : List.of(
                SolutionTags.ONE_LINE.all(answer),
                SolutionTags.ONE_LINE.all(joined),
                SolutionTags.BROKEN.all(answer),
                SolutionTags.BROKEN.all(joined))) {
            if (!found.isEmpty()) {
                return found;
            }
        }
        if (!answer.contains("\\boxed")) {
            return List.of();
        }
        String box = Boxed.lastContent(answer).orElseThrow(() -> new GraderFault("the last box does not close"));
        return List.of(Boxed.plain(box));
    }

    /// Sets of four different words, in order; a repeated word does not fill a place.
    private static List<Set<String>> groups(List<String> words) {
        List<Set<String>> groups = new ArrayList<>();
        groups.add(new HashSet<>());
        for (String word : words) {
            if (groups.getLast().size() == GROUP) {
                groups.add(new HashSet<>());
            }
            groups.getLast().add(Python.lower(Python.strip(word)));
        }
        return groups;
    }
}
