package dev.assay.livebench.release;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.question.Question;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Puts new questions in the place of old ones: as many of a task as are new retire, the oldest first,
/// so that each task keeps its size.
///
/// @param day from which the retired are gone
public record Succession(LocalDate day) {
    /// The earlier questions, the retired among them with their removal date, and the new ones after them.
    public List<Question> of(List<Question> earlier, List<Question> fresh) {
        Map<String, Long> places = fresh.stream().collect(Collectors.groupingBy(Question::task, Collectors.counting()));
        Map<String, Long> retired = new HashMap<>();
        Set<String> ids = earlier.stream()
                .filter(question -> question.removal().isEmpty())
                .sorted(Comparator.comparing(
                                (Question question) -> question.release().orElse(""))
                        .thenComparing(Question::id))
                .filter(question ->
                        retired.merge(question.task(), 1L, Long::sum) <= places.getOrDefault(question.task(), 0L))
                .map(Question::id)
                .collect(Collectors.toSet());
        return Stream.concat(
                        earlier.stream().map(question -> ids.contains(question.id()) ? retired(question) : question),
                        fresh.stream())
                .toList();
    }

    private Question retired(Question question) {
        ObjectNode all = question.all().deepCopy().put("livebench_removal_date", day.toString());
        return new Question(
                question.id(),
                question.category(),
                question.task(),
                question.subtask(),
                question.turns(),
                question.release(),
                Optional.of(day.toString()),
                all);
    }
}
