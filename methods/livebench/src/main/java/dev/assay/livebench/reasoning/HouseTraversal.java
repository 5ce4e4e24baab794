package dev.assay.livebench.reasoning;

import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import java.util.List;

/// Grades house traversal: names in order, in bold.
///
/// The official grader matches names at the end, the last bold span with the last name and so on, where
/// a name may also equal the asterisks around; or all in the last span, in rising order.
public final class HouseTraversal implements Grader {
    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        List<BoldSpans> spans = BoldSpans.of(Python.lower(answer));
        if (spans.isEmpty()) {
            return Grade.right(false, "nothing is bold");
        }
        List<String> names = Python.split(Python.lower(question.truthText()), ",").stream()
                .map(Python::strip)
                .toList();
        if (isSpanByName(spans, names)) {
            return Grade.right(true, "one bold span for each name");
        }
        return Grade.right(isRising(spans.getLast().text(), names), "the last bold span");
    }

    private static boolean isSpanByName(List<BoldSpans> spans, List<String> names) {
        for (int i = 1; i <= names.size(); i++) {
            if (i > spans.size()) {
                return false;
            }
            BoldSpans span = spans.get(spans.size() - i);
            String name = names.get(names.size() - i);
            if (!name.equals(span.asterisks()) && !name.equals(span.text())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isRising(String text, List<String> names) {
        int last = -1;
        for (String name : names) {
            int at = text.indexOf(name);
            if (at <= last) {
                return false;
            }
            last = at;
        }
        return true;
    }
}
