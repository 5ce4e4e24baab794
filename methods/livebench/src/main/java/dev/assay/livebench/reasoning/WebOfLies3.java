package dev.assay.livebench.reasoning;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.List;
import java.util.Optional;

/// Grades web of lies, version 3: half the score for the share of right words, half for all of them.
///
/// The official grader compares the pieces between commas as they are; the strict one without spaces
/// and case, and wants as many as there are.
public final class WebOfLies3 implements Grader {
    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        Optional<String> candidate = candidate(answer);
        if (candidate.isEmpty()) {
            return Grade.right(false, "there is no list of yes, no and unknown");
        }
        boolean strict = mode == Mode.STRICT;
        List<String> truth = pieces(question.truthText(), strict);
        List<String> found = pieces(candidate.get(), strict);
        int right = 0;
        for (int i = 0; i < Math.min(truth.size(), found.size()); i++) {
            right += found.get(i).equals(truth.get(i)) ? 1 : 0;
        }
        boolean all = right == truth.size() && !(strict && found.size() > truth.size());
        double share = (double) right / truth.size();
        return Grade.of(((all ? 1 : 0) + share) / 2, right + " of " + truth.size() + " right");
    }

    private static List<String> pieces(String text, boolean strict) {
        List<String> pieces = Python.split(text, ",");
        return strict
                ? pieces.stream()
                        .map(piece -> Python.lower(Python.strip(Python.strip(piece), "*.")))
                        .toList()
                : pieces;
    }

    private static Optional<String> candidate(String answer) {
        Optional<String> tagged = SolutionTags.ONE_LINE.last(answer);
        return tagged.filter(found -> !Python.strip(found).isEmpty())
                .or(() -> YesNoUnknown.boxed(answer)
                        .map(boxed -> boxed.replace("\\text{", "").replace("}", "")))
                .or(() -> tagged.isPresent() ? tagged : YesNoUnknown.latestCombination(Python.lower(answer)));
    }
}
