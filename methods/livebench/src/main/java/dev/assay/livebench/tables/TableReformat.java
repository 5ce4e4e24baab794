package dev.assay.livebench.tables;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.GraderFault;
import dev.assay.livebench.grade.Grade;
import dev.assay.livebench.grade.Grader;
import dev.assay.livebench.grade.Mode;
import dev.assay.livebench.question.Question;
import dev.assay.livebench.tables.frame.Delimited;
import dev.assay.livebench.tables.frame.Frame;
import dev.assay.livebench.tables.frame.HtmlTable;
import dev.assay.livebench.tables.frame.JsonTable;
import dev.assay.livebench.tables.frame.MarkdownTable;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.PythonJson;
import dev.assay.livebench.text.SolutionTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Grades the writing of a table in another format: all values must be the same.
public final class TableReformat implements Grader {
    private static final String SECOND_SINCE = "2025-04-25";
    private static final Pattern JSON_FENCE = Python.pattern("```json\\n(.*?)```", Python.DOTALL);
    private static final Pattern HTML_FENCE = Python.pattern("```html\\n(.*?)```", Python.DOTALL);
    private static final Pattern FIRST_FENCE = Python.pattern("\\A```.*\\n");
    private static final Pattern PHRASE =
            Python.pattern("\\A\\s*(Here|Input)\\b.*?\\b(format|table)\\s*[:)]\\s*", Python.IGNORE_CASE);

    private record Reading(String format, boolean second) {
        Frame read(String text) {
            return switch (format) {
                case "csv" -> Delimited.read(text, ',', false);
                case "tsv" -> Delimited.read(text, '\t', false);
                case "json" ->
                    second
                            ? firstThatReads(text, List.of(JsonTable::table, JsonTable::byRow, JsonTable::records))
                            : firstThatReads(
                                    text,
                                    List.of(JsonTable::byRow, JsonTable::records, JsonTable::lines, JsonTable::table));
                case "jsonl" -> JsonTable.lines(text);
                case "html" -> HtmlTable.read(text);
                case "markdown" -> second ? MarkdownTable.second(text) : MarkdownTable.first(text);
                default -> throw new GraderFault("there is no format '" + format + "'");
            };
        }

        char separator() {
            return format.equals("csv") ? ',' : '\t';
        }
    }

    @Override
    public Grade grade(Question question, String answer, Mode mode) {
        boolean second = question.isSince(SECOND_SINCE);
        Reading reading = new Reading(format(question.prompt(), second), second);
        Frame truth;
        try {
            truth = reading.read(question.truthText());
        } catch (Frame.Unreadable e) {
            throw new GraderFault("ground_truth is no " + reading.format() + ": " + e.getMessage());
        }
        String text = withoutPhrase(cleaned(answer));
        Optional<Frame> found = attempt(() -> reading.read(text));
        if (found.isPresent() && truth.isSame(found.get())) {
            return Grade.right(true, "the table");
        }
        boolean triesAgain = found.isEmpty() || !reading.format().equals("tsv");
        Optional<Frame> within = triesAgain ? within(text, truth, reading) : Optional.empty();
        if (within.isPresent() && truth.isSame(within.get())) {
            return Grade.right(true, "the table within the text");
        }
        return Grade.right(false, found.isEmpty() ? "there is no table in " + reading.format() : "the tables differ");
    }

    private static String format(String prompt, boolean second) {
        String begin = second ? "Target Format: " : "format to ";
        List<String> parts = Python.split(prompt, begin);
        if (parts.size() < 2) {
            throw new GraderFault("the prompt does not name the format");
        }
        String rest = second ? parts.getLast() : parts.get(1);
        String name = second
                ? Python.lines(rest).getFirst()
                : Python.split(rest, " format").getFirst();
        return Python.lower(Python.strip(name));
    }

    private static String cleaned(String answer) {
        Optional<String> tagged = SolutionTags.LINES.last(answer);
        if (tagged.isPresent()) {
            return cleaned(Python.strip(tagged.get()));
        }
        for (Pattern fence : List.of(JSON_FENCE, HTML_FENCE)) {
            List<String> blocks = Python.findAll(fence, answer);
            if (!blocks.isEmpty()) {
                return Python.strip(blocks.getLast());
            }
        }
        String text = FIRST_FENCE.matcher(answer).replaceFirst("").replace("&amp;", "&");
        return Python.strip(text.replace("```", ""));
    }

    private static String withoutPhrase(String text) {
        return Python.strip(PHRASE.matcher(text).replaceFirst(""));
    }

    private static Frame firstThatReads(String text, List<Function<String, Frame>> readers) {
        return readers.stream()
                .map(reader -> attempt(() -> reader.apply(text)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> JsonTable.records(text));
    }

    private interface Attempt {
        Frame get();
    }

    private static Optional<Frame> attempt(Attempt attempt) {
        try {
            return Optional.of(attempt.get());
        } catch (Frame.Unreadable e) {
            return Optional.empty();
        }
    }

    /// The table that begins somewhere in a text, at a line that equals the right table's names.
    private static Optional<Frame> within(String text, Frame truth, Reading reading) {
        return switch (reading.format()) {
            case "csv", "tsv" -> delimited(text, truth, reading.separator());
            case "jsonl" -> lines(text, truth);
            default -> Optional.empty();
        };
    }

    private static Optional<Frame> delimited(String text, Frame truth, char separator) {
        String header = Python.strip(String.join(String.valueOf(separator), truth.names()));
        List<String> lines = Python.lines(Python.strip(text));
        int first = 0;
        while (first < lines.size() && !Python.strip(lines.get(first)).equals(header)) {
            first++;
        }
        for (int last = lines.size(); last > first; last--) {
            String part = String.join("\n", lines.subList(first, last));
            Optional<Frame> frame = attempt(() -> Delimited.read(part, separator, false));
            if (frame.isPresent()) {
                return frame;
            }
        }
        return Optional.empty();
    }

    private static Optional<Frame> lines(String text, Frame truth) {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : Python.lines(Python.strip(text))) {
            if (line.startsWith("{")
                    && line.endsWith("}")
                    && truth.names().stream().allMatch(line::contains)) {
                PythonJson.tree(line).filter(JsonNode::isObject).ifPresent(rows::add);
            }
        }
        return rows.isEmpty() ? Optional.empty() : attempt(() -> JsonTable.of(rows));
    }
}
