package dev.assay.cli.livebench;

import dev.assay.base.AssayException;
import dev.assay.livebench.fresh.Difficulty;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.question.Questions;
import dev.assay.livebench.question.Release;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/// Which of some questions are taken.
final class SelectionOptions {
    @Option(
            names = "--release",
            paramLabel = "DAY",
            description = "Only questions of this release, such as 2024-11-25 (default: all).")
    private Optional<String> release = Optional.empty();

    @Option(
            names = "--min-release-date",
            paramLabel = "DAY",
            description = "Only questions that came on this day or later, such as after a model was trained.")
    private Optional<String> minimum = Optional.empty();

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N questions of each task.")
    private Optional<Integer> limit = Optional.empty();

    @Option(
            names = "--difficulty",
            paramLabel = "LEVEL",
            description = "Only questions made to be easy, medium or hard; official ones do not say.")
    private Optional<Difficulty> difficulty = Optional.empty();

    /// The questions of some files that are taken.
    ///
    /// @throws AssayException `ASSAY-4201` if an id stands in two files, and as [#of] and [Questions#read]
    List<Question> read(List<Path> files) {
        List<Question> all =
                files.stream().flatMap(file -> Questions.read(file).stream()).toList();
        requireDistinct(all, files);
        return of(all, "--questions " + files);
    }

    /// Those that are taken.
    ///
    /// @param source named where none is left
    /// @throws AssayException `ASSAY-2120` if no question is left, and as [Release]
    List<Question> of(List<Question> all, String source) {
        Release taken = new Release(release, minimum);
        int most = limit.orElse(Integer.MAX_VALUE);
        Map<String, Integer> counts = new HashMap<>();
        List<Question> some = all.stream()
                .filter(taken::has)
                .filter(this::isOfDifficulty)
                .filter(question -> counts.merge(question.task(), 1, Integer::sum) <= most)
                .toList();
        if (some.isEmpty()) {
            throw AssayException.of(
                    "ASSAY-2120",
                    "No question is left of " + all.size() + ".",
                    source,
                    "leave --release, --min-release-date, --difficulty or --limit away");
        }
        return some;
    }

    private boolean isOfDifficulty(Question question) {
        return difficulty
                .map(wanted -> question.all()
                        .path("difficulty")
                        .asText()
                        .equals(wanted.name().toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    private static void requireDistinct(List<Question> all, List<Path> files) {
        Set<String> seen = new HashSet<>();
        for (Question question : all) {
            if (!seen.add(question.id())) {
                throw AssayException.of(
                        "ASSAY-4201",
                        "The id '" + question.id() + "' stands in two files.",
                        "--questions " + files,
                        "leave one of the files away");
            }
        }
    }
}
