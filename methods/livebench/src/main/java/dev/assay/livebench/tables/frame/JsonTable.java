package dev.assay.livebench.tables.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.livebench.text.Python;
import dev.assay.livebench.text.PythonJson;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads tables in JSON, as pandas' `read_json` does.
///
/// Texts become numbers where a whole column of them can, and times where the column's name looks like one.
public final class JsonTable {
    /// Seconds of a year: smaller numbers are taken for no time.
    private static final double FIRST_YEAR = 31_536_000;

    /// Later than this a time has no 64 bits of nanoseconds.
    private static final double LAST_SECOND = 9.2e9;

    private static final int NANOS = 1_000_000_000;

    private JsonTable() {}

    /// An object of rows, each an object of columns; the names of the rows are left out.
    ///
    /// @throws Frame.Unreadable if it is none
    public static Frame byRow(String text) {
        JsonNode tree = tree(text);
        if (!tree.isObject()) {
            throw new Frame.Unreadable("it is no object");
        }
        return frame(list(tree), JsonTable::column);
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
        return frame(list(tree), JsonTable::column);
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
        Set<String> names = new LinkedHashSet<>();
        tree.path("schema")
                .path("fields")
                .forEach(field -> names.add(field.path("name").asText()));
        tree.path("schema").path("primaryKey").forEach(key -> names.remove(key.asText()));
        List<JsonNode> rows = list(tree.path("data"));
        rows.forEach(row -> {
            if (row instanceof ObjectNode object) {
                object.retain(names);
            }
        });
        return frame(
                rows,
                (name, nodes) -> namedTimes(name, nodes).orElseGet(() -> asTheyAre(nodes, node -> Cell.missing())));
    }

    /// Rows as they are: nothing becomes a number or a time that is none.
    ///
    /// @throws Frame.Unreadable if a row is no object
    public static Frame of(List<JsonNode> rows) {
        return frame(rows, (name, nodes) -> asTheyAre(nodes, node -> new Cell.Other(PythonJson.value(node))));
    }

    private static List<JsonNode> list(JsonNode tree) {
        List<JsonNode> rows = new ArrayList<>();
        tree.forEach(rows::add);
        return rows;
    }

    /// @param nothing what a null is in a column that holds more than numbers
    private static List<Cell> asTheyAre(List<Optional<JsonNode>> nodes, Function<JsonNode, Cell> nothing) {
        boolean numeric = isNumeric(nodes);
        List<Cell> cells = new ArrayList<>();
        for (Optional<JsonNode> node : nodes) {
            boolean isNull = node.isPresent() && node.get().isNull();
            cells.add(isNull && !numeric ? nothing.apply(node.get()) : isNull ? Cell.missing() : cell(node));
        }
        return cells;
    }

    private static boolean isNumeric(List<Optional<JsonNode>> nodes) {
        return nodes.stream().flatMap(Optional::stream).allMatch(node -> node.isNumber() || node.isNull())
                && nodes.stream().flatMap(Optional::stream).anyMatch(JsonNode::isNumber);
    }

    private interface Column {
        List<Cell> of(String name, List<Optional<JsonNode>> nodes);
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
        return frame(names, columns, rows.size(), JsonTable::column);
    }

    private static Frame frame(List<JsonNode> rows, Column column) {
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
        return frame(names, columns, rows.size(), column);
    }

    private static Frame frame(List<String> names, List<List<Optional<JsonNode>>> columns, int rows, Column column) {
        List<List<Cell>> cells = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            cells.add(column.of(names.get(i), columns.get(i)));
        }
        return new Frame(names, cells, rows, true);
    }

    private static List<Cell> column(String name, List<Optional<JsonNode>> nodes) {
        return namedTimes(name, nodes)
                .or(() -> converted(nodes, Cell.missing(), JsonTable::number))
                .orElseGet(() -> nodes.stream().map(JsonTable::cell).toList());
    }

    private static Optional<List<Cell>> namedTimes(String name, List<Optional<JsonNode>> nodes) {
        return isTime(name) && !nodes.isEmpty() ? times(nodes) : Optional.empty();
    }

    /// Numbers are times only where all of them are later than the first year; texts of whole numbers are numbers.
    private static Optional<List<Cell>> times(List<Optional<JsonNode>> nodes) {
        Optional<List<Cell>> numbers = converted(nodes, Cell.missing(), JsonTable::wholeNumber);
        boolean early = numbers.isPresent()
                && numbers.get().stream()
                        .anyMatch(cell -> cell instanceof Cell.Numeric(double value) && value <= FIRST_YEAR);
        return early ? Optional.empty() : converted(nodes, new Cell.NoTime(), JsonTable::time);
    }

    private static Optional<Cell> wholeNumber(JsonNode node) {
        boolean whole = node.isNumber()
                || (node.isTextual() && Python.integer(node.textValue()).isPresent());
        return whole ? number(node) : Optional.empty();
    }

    private interface Conversion {
        Optional<Cell> of(JsonNode node);
    }

    /// The whole column converted, what is missing left so; nothing if one value does not convert.
    ///
    /// @param nothing what a null becomes
    private static Optional<List<Cell>> converted(List<Optional<JsonNode>> nodes, Cell nothing, Conversion conversion) {
        List<Cell> cells = new ArrayList<>();
        for (Optional<JsonNode> node : nodes) {
            Optional<Cell> cell =
                    node.isEmpty() || node.get().isNull() ? Optional.of(nothing) : conversion.of(node.get());
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
        Optional<Cell> number = number(node);
        if (number.isPresent() && !node.isBoolean()) {
            return number.get() instanceof Cell.Numeric(double seconds) ? time(seconds) : Optional.empty();
        }
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

    /// Numbers too large for seconds are thousandths, and so on.
    private static Optional<Cell> time(double seconds) {
        if (Double.isNaN(seconds)) {
            return Optional.of(new Cell.NoTime());
        }
        double scaled = seconds;
        for (int i = 0; i < 4; i++) {
            if (Math.abs(scaled) < LAST_SECOND) {
                long whole = (long) Math.floor(scaled);
                int nanos = (int) Math.min(NANOS - 1, (scaled - whole) * NANOS);
                return Optional.of(new Cell.Time(LocalDateTime.ofEpochSecond(whole, nanos, ZoneOffset.UTC)));
            }
            scaled /= 1000;
        }
        return Optional.empty();
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
