package dev.assay.livebench.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.base.AssayException;
import dev.assay.base.AtomicFiles;
import dev.assay.base.Checks;
import dev.assay.base.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/// Turns a file of questions, answers or judgments into one of JSON lines, as LiveBench writes them.
///
/// It takes Parquet, JSON lines and one JSON list, the latter two packed with gzip or not. Days are
/// written as `YYYY-MM-DD`. Every row is checked for the fields that it needs, and nothing is left at
/// the target if one fails.
public final class Importer {
    private static final int MOST_FAULTS = 20;

    private final Path source;
    private final OutputStream out;
    private final Checks faults = new Checks();
    private final Set<String> ids = new HashSet<>();
    private Optional<Layout> layout = Optional.empty();
    private long rows;

    private Importer(Path source, OutputStream out) {
        this.source = source;
        this.out = out;
    }

    /// Imports a file.
    ///
    /// @param source Parquet, a JSON list, or JSON lines
    /// @param target replaced if it is there
    /// @throws AssayException `ASSAY-4206` if the source is damaged, has no rows, or lacks fields; as
    ///     [Json] and [dev.assay.base.JsonLines] where it is no JSON, and as [AtomicFiles#write]
    public static Imported run(Path source, Path target) {
        Format format = Format.of(source);
        Imported[] result = new Imported[1];
        AtomicFiles.write(target, out -> result[0] = all(format, source, out));
        return result[0];
    }

    private static Imported all(Format format, Path source, OutputStream out) throws IOException {
        try {
            return new Importer(source, out).all(format);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Imported all(Format format) {
        format.read(source, this::take);
        faults.throwIfAny();
        return new Imported(
                layout.orElseThrow(
                        () -> Refusal.of("There are no rows.", source.toString(), "name a file that has some")),
                rows);
    }

    private void take(Row row) {
        Layout expected = layout.orElseGet(() -> layoutOf(row));
        layout = Optional.of(expected);
        rows++;
        Days.normalise(row.fields());
        check(row, expected);
        if (faults.problems().size() >= MOST_FAULTS) {
            faults.throwIfAny();
        }
        write(row.fields());
    }

    private Layout layoutOf(Row row) {
        Set<String> fields = new LinkedHashSet<>();
        row.fields().fieldNames().forEachRemaining(fields::add);
        return Layout.of(fields)
                .orElseThrow(() -> Refusal.of(
                        "These are no questions, answers or judgments: the fields are " + String.join(", ", fields)
                                + ".",
                        row.where(),
                        "questions need " + String.join(", ", Layout.QUESTIONS.needed()) + "; answers "
                                + String.join(", ", Layout.ANSWERS.needed()) + "; judgments "
                                + String.join(", ", Layout.JUDGMENTS.needed())));
    }

    private void check(Row row, Layout expected) {
        for (String field : expected.needed()) {
            if (!isFit(field, row.fields().path(field))) {
                faults.add(Refusal.problem(
                        "The row needs " + needed(field) + " here.",
                        row.where() + ", field " + field,
                        "give '" + field + "' a value"));
            }
        }
        String id = row.fields().path("question_id").asText();
        if (expected == Layout.QUESTIONS && !id.isEmpty() && !ids.add(id)) {
            faults.add(Refusal.problem(
                    "The id '" + id + "' stands twice.",
                    row.where() + ", field question_id",
                    "take one of the rows out"));
        }
    }

    private static String needed(String field) {
        return switch (field) {
            case "turns" -> "a list of texts";
            case "choices" -> "a list";
            case "score" -> "a number";
            default -> "a text";
        };
    }

    private static boolean isFit(String field, JsonNode value) {
        return switch (field) {
            case "turns" -> value.isArray() && !value.isEmpty() && isAllText(value);
            case "choices" -> value.isArray();
            case "score" -> value.isNumber();
            default -> value.isTextual() && !value.textValue().isBlank();
        };
    }

    private static boolean isAllText(JsonNode list) {
        boolean all = true;
        for (JsonNode item : list) {
            all &= item.isTextual();
        }
        return all;
    }

    private void write(ObjectNode row) {
        try {
            out.write((Json.line(row) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
