package dev.assay.livebench.fresh.tables;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists of things with fields, such as cities with their countries.
final class ValueLists {
    private record Entries(List<String> fields, List<List<String>> items) {}

    private final Map<String, Entries> byName = new LinkedHashMap<>();

    private ValueLists() {}

    /// Reads lists: a line `name: field|field`, then one thing on each line.
    static ValueLists of(List<String> lines) {
        ValueLists lists = new ValueLists();
        List<List<String>> items = new ArrayList<>();
        for (String line : lines) {
            int colon = line.indexOf(": ");
            if (colon >= 0) {
                items = new ArrayList<>();
                lists.byName.put(line.substring(0, colon), new Entries(split(line.substring(colon + 2)), items));
            } else {
                items.add(split(line));
            }
        }
        return lists;
    }

    /// How many things a list has.
    int size(String name) {
        return entries(name).items().size();
    }

    /// A field of one of a list's things.
    ///
    /// @throws IllegalArgumentException if there is no such list or field
    String field(String name, int place, String field) {
        Entries entries = entries(name);
        int column = entries.fields().indexOf(field);
        if (column < 0) {
            throw new IllegalArgumentException("the list " + name + " has no field " + field);
        }
        return entries.items().get(place).get(column);
    }

    private Entries entries(String name) {
        Entries entries = byName.get(name);
        if (entries == null) {
            throw new IllegalArgumentException("there is no list " + name);
        }
        return entries;
    }

    private static List<String> split(String text) {
        return List.of(text.split("\\|"));
    }
}
