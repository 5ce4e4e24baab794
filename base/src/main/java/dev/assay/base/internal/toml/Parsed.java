package dev.assay.base.internal.toml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/// TOML as parsed, each part with the place where it stands.
public sealed interface Parsed {
    /// Where it stands: `train.toml, line 3`, or `option --set steps=1`.
    String where();

    /// A table; it can be changed, so that overrides can be laid over it.
    record Table(String where, Map<String, Parsed> entries) implements Parsed {}

    /// An array.
    record Items(String where, List<Parsed> items) implements Parsed {}

    /// A text, a number, a truth value or a date.
    ///
    /// @param unquoted the text as it was given where quotes may be left away: in an override or a default
    /// @param inFile   whether it stands in the file, so that a relative path starts from the file's folder
    record Value(String where, Object value, Optional<String> unquoted, boolean inFile) implements Parsed {}

    /// Parses a text; what is wrong with it is added to the faults, and what could be read is given.
    static Table parse(String text, String source, Faults faults) {
        try {
            TomlParseResult result = Toml.parse(text, options());
            for (TomlParseError error : result.errors()) {
                TomlPosition position = error.position();
                String place = source + ", line " + position.line() + ", column " + position.column();
                faults.syntax(message(error), place);
            }
            return table(result, source, source);
        } catch (RuntimeException e) {
            faults.syntax(String.valueOf(e.getMessage()), source);
            return new Table(source, new LinkedHashMap<>());
        }
    }

    /// A single value as it stands in an override or a default; what is no TOML value is text.
    static Parsed unquoted(String text, String where, boolean inFile) {
        try {
            TomlParseResult result = Toml.parse("value = " + text, options());
            if (!result.hasErrors() && result.size() == 1) {
                Object value = result.get(List.of("value"));
                if (value instanceof TomlTable || value instanceof TomlArray) {
                    return anywhere(of(value, where, where), where, inFile);
                }
                if (value != null) {
                    return new Value(where, value, Optional.of(text), inFile);
                }
            }
        } catch (RuntimeException ignored) {
            // no TOML value, so it is text
        }
        return new Value(where, text, Optional.of(text), inFile);
    }

    private static Parsed anywhere(Parsed parsed, String where, boolean inFile) {
        return switch (parsed) {
            case Table table -> {
                Map<String, Parsed> entries = new LinkedHashMap<>();
                table.entries().forEach((key, entry) -> entries.put(key, anywhere(entry, where, inFile)));
                yield new Table(where, entries);
            }
            case Items items ->
                new Items(
                        where,
                        items.items().stream()
                                .map(item -> anywhere(item, where, inFile))
                                .toList());
            case Value value -> new Value(where, value.value(), Optional.empty(), inFile);
        };
    }

    private static Table table(TomlTable table, String source, String where) {
        Map<String, Parsed> entries = new LinkedHashMap<>();
        for (String key : table.keySet()) {
            Object value = table.get(List.of(key));
            if (value != null) {
                entries.put(key, of(value, source, at(source, table.inputPositionOf(List.of(key)))));
            }
        }
        return new Table(where, entries);
    }

    private static Parsed of(Object value, String source, String where) {
        return switch (value) {
            case TomlTable table -> table(table, source, where);
            case TomlArray array -> {
                List<Parsed> items = new ArrayList<>();
                for (int i = 0; i < array.size(); i++) {
                    items.add(of(array.get(i), source, at(source, array.inputPositionOf(i))));
                }
                yield new Items(where, items);
            }
            default -> new Value(where, value, Optional.empty(), true);
        };
    }

    private static String at(String source, @Nullable TomlPosition position) {
        return position == null ? source : source + ", line " + position.line();
    }

    private static TomlParseOptions options() {
        return TomlParseOptions.sourceless().withMaxNestingDepth(64);
    }

    private static String message(TomlParseError error) {
        return Optional.ofNullable(error.getMessage()).orElse("it cannot be read");
    }
}
