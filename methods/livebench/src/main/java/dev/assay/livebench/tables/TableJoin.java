package dev.assay.livebench.tables;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.text.Boxed;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.PythonLiteral;
import dev.assay.livebench.text.SolutionTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Grades the joining of tables: which column of one is which of the other, as a dictionary.
///
/// The score is F1 over the entries, rounded to two places.
public final class TableJoin implements Grader {
    private static final List<Pattern> FENCES = List.of(
            Python.pattern("```python(.*?)```"), Python.pattern("```json(.*?)```"), Python.pattern("```(.*?)```"));
    private static final Pattern QUOTED = Python.pattern("\\\\text\\{['|\"](.*?)['|\"]\\}");

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        Map<Object, Object> truth = truth(question);
        Map<Object, Object> found = dictionary(answer);
        if (found.isEmpty()) {
            return Grade.of(0, "there is no dictionary");
        }
        int right = 0;
        int wrong = 0;
        int missed = 0;
        for (Map.Entry<Object, Object> entry : found.entrySet()) {
            Optional<Object> expected =
                    Optional.ofNullable(truth.get(entry.getKey())).filter(TableJoin::isTrue);
            if (expected.isEmpty()) {
                wrong++;
            } else if (expected.get().equals(entry.getValue())) {
                right++;
            } else {
                wrong++;
                missed++;
            }
        }
        for (Object key : truth.keySet()) {
            missed += found.containsKey(key) && isTrue(found.get(key)) ? 0 : 1;
        }
        double score = Python.round(2.0 * right / (2.0 * right + wrong + missed), 2);
        return Grade.of(score, right + " entries right, " + wrong + " wrong, " + missed + " missed");
    }

    private static Map<Object, Object> truth(Question question) {
        JsonNode node = question.truth().orElseThrow(() -> new GraderFault("the question has no ground_truth"));
        if (node.isObject()) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            node.properties()
                    .forEach(entry -> entries.put(
                            entry.getKey(),
                            PythonLiteral.read(entry.getValue().toString()).orElseGet(entry::getValue)));
            return entries;
        }
        return PythonLiteral.read(question.truthText())
                .flatMap(TableJoin::asDictionary)
                .orElseThrow(() -> new GraderFault("ground_truth is no dictionary"));
    }

    /// The dictionary of an answer without entries of `None`, empty where there is none.
    private static Map<Object, Object> dictionary(String answer) {
        Optional<String> tagged = SolutionTags.LINES.last(answer);
        if (tagged.isPresent()) {
            return dictionary(Python.strip(tagged.get()));
        }
        Object value = PythonLiteral.read(answer)
                .or(() -> PythonLiteral.read(inside(answer).replace("null", "None")))
                .orElseGet(Map::of);
        Map<Object, Object> entries = new LinkedHashMap<>(asDictionary(value).orElseGet(Map::of));
        entries.values().removeIf(PythonLiteral.None.class::isInstance);
        return entries;
    }

    private static String inside(String answer) {
        String joined = answer.replace("\n", "");
        for (Pattern fence : FENCES) {
            List<String> blocks = Python.findAll(fence, joined);
            if (!blocks.isEmpty()) {
                return blocks.getLast();
            }
        }
        if (answer.contains("\\boxed")) {
            Optional<String> box = Boxed.lastContent(joined);
            if (box.isPresent()) {
                return QUOTED.matcher(box.get()).replaceAll("'$1'").replace("\\", "");
            }
        }
        return answer;
    }

    @SuppressWarnings("unchecked")
    private static Optional<Map<Object, Object>> asDictionary(Object value) {
        return value instanceof Map<?, ?> map ? Optional.of((Map<Object, Object>) map) : Optional.empty();
    }

    /// What Python takes for true.
    private static boolean isTrue(Object value) {
        return switch (value) {
            case String text -> !text.isEmpty();
            case java.math.BigDecimal number -> number.signum() != 0;
            case java.util.Collection<?> items -> !items.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case PythonLiteral.Tuple(List<Object> items) -> !items.isEmpty();
            case PythonLiteral.Bytes(String characters) -> !characters.isEmpty();
            case PythonLiteral.None none -> false;
            default -> true;
        };
    }
}
