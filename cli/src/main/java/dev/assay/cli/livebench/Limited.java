package dev.assay.cli.livebench;

import dev.assay.base.AssayException;
import dev.assay.livebench.question.Question;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes the first questions of each task.
final class Limited {
    private Limited() {}

    static List<Question> of(List<Question> all, Optional<Integer> limit) {
        int most = limit.orElse(Integer.MAX_VALUE);
        if (most < 1) {
            throw AssayException.of(
                    "ASSAY-2119", "No question would be asked.", "--limit " + most, "give a number of at least 1");
        }
        Map<String, Integer> taken = new HashMap<>();
        return all.stream()
                .filter(question -> taken.merge(question.task(), 1, Integer::sum) <= most)
                .toList();
    }
}
