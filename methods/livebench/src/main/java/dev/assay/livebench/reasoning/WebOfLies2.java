package dev.assay.livebench.reasoning;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Grades web of lies, version 2: who of three tells the truth.
public final class WebOfLies2 implements Grader {
    private static final Pattern BOLD = Python.pattern("\\*\\*(.*?)\\*\\*");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String truth = Python.lower(question.truthText());
        Optional<String> candidate = candidate(answer);
        if (candidate.isEmpty()) {
            return Grade.right(false, "there is no list of yes, no and unknown");
        }
        String found = mode == Mode.STRICT ? Python.lower(Python.strip(candidate.get())) : candidate.get();
        return Grade.right(found.equals(truth) || (counted(found) == 3 && found.contains(truth)), "found " + found);
    }

    private static Optional<String> candidate(String answer) {
        Optional<String> marked = SolutionTags.ONE_LINE
                .last(answer)
                .or(() -> SolutionTags.BROKEN.last(answer))
                .or(() -> bold(answer));
        return marked.filter(found -> !Python.strip(found).isEmpty())
                .or(() -> YesNoUnknown.boxed(answer))
                .or(() -> marked.isPresent() ? marked : YesNoUnknown.latestCombination(Python.lower(answer)));
    }

    private static Optional<String> bold(String answer) {
        List<String> words = new ArrayList<>();
        for (String span : Python.findAll(BOLD, answer)) {
            words.addAll(Python.words(Python.lower(span).replace(",", "").replace(".", "")));
        }
        List<String> found = new ArrayList<>();
        for (int i = words.size() - 1; i >= 0 && found.size() < 3; i--) {
            if (YesNoUnknown.WORDS.contains(words.get(i))) {
                found.add(words.get(i));
            }
        }
        Collections.reverse(found);
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
    }

    /// How often the three words occur as parts; "unknown" holds a "no" too, as the official grader counts.
    private static int counted(String text) {
        return YesNoUnknown.WORDS.stream()
                .mapToInt(word -> Python.count(text, word))
                .sum();
    }
}
