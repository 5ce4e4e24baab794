package dev.assay.livebench.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.SolutionTags;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Grades logic with navigation: where one stands in the end, as two whole numbers.
public final class LogicWithNavigation implements Grader {
    private static final Pattern BRACKETED = Python.pattern("\\(\\s*(-?\\d+)\\s*,\\s*(-?\\d+)\\s*\\)");
    private static final Pattern BARE = Python.pattern("(-?\\d+)\\s*,\\s*(-?\\d+)");

    private record Place(BigInteger x, BigInteger y) {}

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        Place truth = truth(question);
        Optional<Place> found = SolutionTags.ANY_CASE
                .last(answer)
                .flatMap(tagged -> first(BRACKETED, tagged).or(() -> first(BARE, tagged)));
        return Grade.right(
                found.isPresent() && found.get().equals(truth),
                found.map(place -> "found (" + place.x() + ", " + place.y() + ")")
                        .orElse("there is no place in tags"));
    }

    private static Place truth(Question question) {
        Optional<JsonNode> list = question.truth().filter(node -> node.isArray() && node.size() == 2);
        return list.map(node ->
                        new Place(node.get(0).bigIntegerValue(), node.get(1).bigIntegerValue()))
                .or(() -> first(BARE, question.truthText()))
                .orElseThrow(() -> new GraderFault("ground_truth is no pair of whole numbers"));
    }

    private static Optional<Place> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? Optional.of(new Place(number(matcher.group(1)), number(matcher.group(2))))
                : Optional.empty();
    }

    private static BigInteger number(String digits) {
        StringBuilder ascii = new StringBuilder();
        digits.codePoints().forEach(c -> ascii.append(c == '-' ? "-" : Integer.toString(Character.digit(c, 10))));
        return new BigInteger(ascii.toString());
    }
}
