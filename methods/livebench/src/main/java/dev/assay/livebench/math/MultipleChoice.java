package dev.assay.livebench.math;

import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Boxed;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Grades AMC and SMC problems, whose answer is one letter from A to E.
///
/// The strict grader asks for the letter itself (five times over, in a box, in tags or on the last
/// line) and for no other letter beside it; the official one also takes four right letters anywhere.
public final class MultipleChoice implements Grader {
    private static final String NO_OPTION = "FAILURE";
    private static final int SLACK = 20;
    private static final Pattern OPTION = Python.pattern("\\\\textbf\\{\\(([A-E])\\)\\s?\\}(.*?)(?:\\\\qquad|\\$)");
    private static final Pattern REPEATED = Python.pattern("(?<![A-Za-z])([A-E])\\1{3,}(?![A-Za-z])");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        String truth = question.truthText();
        if (!truth.matches("[A-E]")) {
            throw new GraderFault("the right answer is no letter from A to E: '" + truth + "'");
        }
        if (isTagged(answer, truth)) {
            return Grade.right(true, "the last solution tag");
        }
        if (mode == Mode.STRICT) {
            Optional<String> repeated = lastRepeated(answer);
            if (repeated.isPresent()) {
                return Grade.right(repeated.get().equals(truth), "the last repeated letter is " + repeated.get());
            }
        } else if (answer.contains(truth.repeat(4))) {
            return Grade.right(true, "the letter four times");
        }
        return late(question, answer, truth);
    }

    private static Grade late(Question question, String answer, String truth) {
        if (isBoxed(answer, truth)) {
            return Grade.right(true, "the last box");
        }
        String option = option(question.prompt(), truth);
        if (Python.last(answer, SLACK + option.codePointCount(0, option.length()))
                .contains(option)) {
            return Grade.right(true, "the option's text at the end");
        }
        return Grade.right(isLastLine(answer, truth), "the last line");
    }

    private static boolean isTagged(String answer, String truth) {
        return SolutionTags.ONE_LINE
                .last(answer)
                .map(tagged -> !tagged.isEmpty()
                        && tagged.codePoints().distinct().count() == 1
                        && tagged.substring(0, 1).equalsIgnoreCase(truth))
                .orElse(false);
    }

    private static Optional<String> lastRepeated(String answer) {
        Optional<String> last = Optional.empty();
        Matcher matcher = REPEATED.matcher(answer);
        while (matcher.find()) {
            last = Optional.of(matcher.group(1));
        }
        return last;
    }

    private static boolean isBoxed(String answer, String truth) {
        return Boxed.lastContent(answer)
                .map(content -> Python.lower(Boxed.plain(content)))
                .map(letter -> letter.matches("[a-e]") && letter.equalsIgnoreCase(truth))
                .orElse(false);
    }

    /// The text of an option, from the prompt; of two with one letter the last.
    static String option(String prompt, String letter) {
        String text = "";
        Matcher matcher = OPTION.matcher(prompt);
        while (matcher.find()) {
            if (matcher.group(1).equals(letter)) {
                text = Python.strip(matcher.group(2));
            }
        }
        return text.isEmpty() ? NO_OPTION : Python.strip(Python.strip(text, "$"), "~");
    }

    private static boolean isLastLine(String answer, String truth) {
        String line = Python.lines(Python.strip(answer)).getLast();
        if (Python.strip(line.replace("*", "")).equalsIgnoreCase(truth)) {
            return true;
        }
        int open = line.indexOf('(');
        if (open < 0 || line.indexOf(')') < 0) {
            return false;
        }
        String inside = line.substring(open + 1);
        int close = inside.indexOf(')');
        return (close < 0 ? inside : inside.substring(0, close)).equalsIgnoreCase(truth);
    }
}
