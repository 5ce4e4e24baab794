package dev.assay.livebench.tables.frame;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.PythonJson;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// Reads tables in JSON, as pandas' `read_json` does.
///
/// Texts become numbers where a whole column of them can, and times where the column's name looks like one.
public final class JsonTable {
    private JsonTable() {}

    /// An object of rows, each an object of columns; the names of the rows are left out.
    ///
    /// @throws Frame.Unreadable if it is none
    public static Frame byRow(String text) {
        JsonNode tree = tree(text);
        if (!tree.isObject()) {
            throw new Frame.Unreadable("it is no object");
        }
        List<JsonNode> rows = new ArrayList<>();
        tree.forEach(rows::add);
        return rows(rows);
    }

    /// A list of rows, each an object of columns.
    ///
    /// @throws Frame.Unreadable if it is none
    public static Frame records(String text) {
        JsonNode tree = tree(text);
        if (tree.isObject()) {
            return byColumn(tree);
        }
        if (!tree.isArray()) {
            throw new Frame.Unreadable("it is no list");
        }
        List<JsonNode> rows = new ArrayList<>();
        tree.forEach(rows::add);
        return rows(rows);
    }

    /// One row on each line.
    ///
    /// @throws Frame.Unreadable if a line is none
    public static Frame lines(String text) {
        return records(Python.lines(text).stream()
                .map(Python::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(",", "[", "]")));
    }

    /// An object with `schema` and `data`, the latter a list of rows.
    ///
    /// @throws Frame.Unreadable if it is none
    public static Frame table(String text) {
        JsonNode tree = tree(text);
        if (!tree.isObject()
                || !tree.path("schema").path("fields").isArray()
                || !tree.path("data").isArray()) {
            throw new Frame.Unreadable("it has no schema and data");
        }
        return records(tree.path("data").toString());
    }

    /// Rows that a caller has read already.
    public static Frame of(List<JsonNode> rows) {
        return rows(rows);
    }

    private static JsonNode tree(String text) {
        return PythonJson.tree(text).orElseThrow(() -> new Frame.Unreadable("it is no JSON"));
    }

    private static Frame byColumn(JsonNode tree) {
        if (!tree.properties().stream().allMatch(entry -> entry.getValue().isContainerNode())) {
            throw new Frame.Unreadable("an object of single values is no table");
        }
        Map<String, JsonNode> rows = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        List<List<Optional<JsonNode>>> columns = new ArrayList<>();
        tree.properties().forEach(entry -> {
            names.add(entry.getKey());
            entry.getValue().properties().forEach(cell -> rows.putIfAbsent(cell.getKey(), cell.getValue()));
        });
        for (String name : names) {
            columns.add(rows.keySet().stream()
                    .map(row -> Optional.ofNullable(tree.get(name).get(row)))
                    .toList());
        }
        return frame(names, columns, rows.size());
    }

    private static Frame rows(List<JsonNode> rows) {
        if (!rows.stream().allMatch(JsonNode::isObject)) {
            throw new Frame.Unreadable("a row is no object");
        }
        List<String> names = new ArrayList<>();
        rows.forEach(row -> row.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                names.add(name);
            }
        }));
        List<List<Optional<JsonNode>>> columns = names.stream()
                .map(name -> rows.stream()
                        .map(row -> Optional.ofNullable(row.get(name)))
                        .toList())
                .toList();
        return frame(names, columns, rows.size());
    }

    private static Frame frame(List<String> names, List<List<Optional<JsonNode>>> columns, int rows) {
        if (!names.isEmpty()
                && names.stream().allMatch(name -> Inference.number(name).isPresent())) {
            throw new Frame.Unreadable("names that are all numbers are taken for numbers, which have no letters");
        }
        List<List<Cell>> cells = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            cells.add(column(names.get(i), columns.get(i)));
        }
        return new Frame(names, cells, rows);
    }

    private static List<Cell> column(String name, List<Optional<JsonNode>> nodes) {
        Optional<List<Cell>> numbers = converted(nodes, JsonTable::number);
        if (numbers.isPresent()) {
            return numbers.get();
        }
        Optional<List<Cell>> times = isTime(name) ? converted(nodes, JsonTable::time) : Optional.empty();
        return times.orElseGet(() -> nodes.stream().map(JsonTable::cell).toList());
    }

    private interface Conversion {
        Optional<Cell> of(JsonNode node);
    }

    /// The whole column converted, what is missing left so; nothing if one value does not convert.
    private static Optional<List<Cell>> converted(List<Optional<JsonNode>> nodes, Conversion conversion) {
        List<Cell> cells = new ArrayList<>();
        for (Optional<JsonNode> node : nodes) {
            Optional<Cell> cell =
                    node.isEmpty() || node.get().isNull() ? Optional.of(Cell.missing()) : conversion.of(node.get());
            if (cell.isEmpty()) {
                return Optional.empty();
            }
            cells.add(cell.get());
        }
        return Optional.of(cells);
    }

    private static Optional<Cell> number(JsonNode node) {
        if (node.isNumber()) {
            return Optional.of(Cell.of(node.doubleValue()));
        }
        if (node.isBoolean()) {
            return Optional.of(Cell.of(node.booleanValue()));
        }
        if (!node.isTextual()) {
            return Optional.empty();
        }
        String text = Python.strip(node.textValue());
        OptionalDouble number = text.equalsIgnoreCase("nan") ? OptionalDouble.of(Double.NaN) : Inference.number(text);
        return number.isPresent() ? Optional.of(Cell.of(number.getAsDouble())) : Optional.empty();
    }

    private static boolean isTime(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith("_at")
                || lower.endsWith("_time")
                || lower.equals("modified")
                || lower.equals("date")
                || lower.startsWith("timestamp");
    }

    private static Optional<Cell> time(JsonNode node) {
        if (!node.isTextual()) {
            return Optional.empty();
        }
        String text = Python.strip(node.textValue()).replace(' ', 'T').replaceFirst("Z$", "");
        try {
            LocalDateTime time = text.length() <= "2000-01-01".length()
                    ? LocalDate.parse(text).atStartOfDay()
                    : LocalDateTime.parse(text);
            return Optional.of(new Cell.Time(time));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Cell cell(Optional<JsonNode> node) {
        if (node.isEmpty()) {
            return Cell.missing();
        }
        JsonNode value = node.get();
        if (value.isTextual()) {
            return new Cell.Text(value.textValue());
        }
        if (value.isNumber()) {
            return Cell.of(value.doubleValue());
        }
        return value.isBoolean() ? Cell.of(value.booleanValue()) : new Cell.Other(PythonJson.value(value));
    }
}
