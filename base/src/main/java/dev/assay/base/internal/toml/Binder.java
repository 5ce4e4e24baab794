package dev.assay.base.internal.toml;

import dev.assay.base.AssayException;
import dev.assay.base.Default;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Binds a parsed table to a record; every fault is collected, and a part that has one gives empty.
public final class Binder {
    private final Scalars scalars;
    private final Faults faults;

    /// @param folder where relative paths of the file start, if they are to be resolved
    public Binder(Optional<Path> folder, Faults faults) {
        this.scalars = new Scalars(folder, faults);
        this.faults = faults;
    }

    /// The record, or empty if there was a fault.
    public <R extends Record> Optional<R> bind(Class<R> type, Parsed.Table table) {
        return bindRecord(type, table, "", Set.of()).map(type::cast);
    }

    private Optional<Object> bindAny(Type type, Parsed parsed, String key) {
        Class<?> raw = Types.raw(type);
        if (raw == Optional.class) {
            return bindAny(Types.element(type), parsed, key).map(Optional::of);
        }
        if (raw == List.class) {
            return bindList(type, parsed, key);
        }
        if (raw == Map.class) {
            return bindTable(type, parsed, key).flatMap(table -> bindMap(Types.element(type), table, key));
        }
        if (raw.isRecord()) {
            return bindTable(type, parsed, key).flatMap(table -> bindRecord(raw, table, key, Set.of()));
        }
        if (Types.isChoice(raw)) {
            return bindTable(type, parsed, key).flatMap(table -> bindChoice(raw, table, key));
        }
        return scalars.bind(raw, parsed, key);
    }

    private Optional<Parsed.Table> bindTable(Type type, Parsed parsed, String key) {
        if (parsed instanceof Parsed.Table table) {
            return Optional.of(table);
        }
        faults.illTyped(key, parsed.where(), Types.needed(type), Scalars.found(parsed));
        return Optional.empty();
    }

    private Optional<Object> bindList(Type type, Parsed parsed, String key) {
        if (!(parsed instanceof Parsed.Items array)) {
            faults.illTyped(key, parsed.where(), Types.needed(type), Scalars.found(parsed));
            return Optional.empty();
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < array.items().size(); i++) {
            bindAny(Types.element(type), array.items().get(i), key + "[" + i + "]")
                    .ifPresent(items::add);
        }
        return items.size() == array.items().size() ? Optional.of(List.copyOf(items)) : Optional.empty();
    }

    private Optional<Object> bindMap(Type element, Parsed.Table table, String key) {
        Map<String, Object> map = new LinkedHashMap<>();
        table.entries()
                .forEach((name, entry) ->
                        bindAny(element, entry, Names.join(key, name)).ifPresent(value -> map.put(name, value)));
        return map.size() == table.entries().size() ? Optional.of(Collections.unmodifiableMap(map)) : Optional.empty();
    }

    private Optional<Object> bindChoice(Class<?> sealed, Parsed.Table table, String key) {
        Map<String, Class<? extends Record>> kinds = Types.kinds(sealed);
        String kindKey = Names.join(key, Types.KIND);
        Parsed kind = table.entries().get(Types.KIND);
        if (kind == null) {
            faults.missing(kindKey, table.where(), "one of " + String.join(", ", kinds.keySet()));
            return Optional.empty();
        }
        return scalars.bind(String.class, kind, kindKey).flatMap(name -> {
            Class<? extends Record> type = kinds.get((String) name);
            if (type == null) {
                faults.noSuchChoice(kindKey, kind.where(), (String) name, List.copyOf(kinds.keySet()));
                return Optional.empty();
            }
            return bindRecord(type, table, key, Set.of(Types.KIND));
        });
    }

    private Optional<Object> bindRecord(Class<?> type, Parsed.Table table, String key, Set<String> read) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> names = Arrays.stream(components)
                .map(component -> Names.kebab(component.getName()))
                .toList();
        table.entries().forEach((name, entry) -> {
            if (!names.contains(name) && !read.contains(name)) {
                faults.unknownKey(name, Names.join(key, name), entry.where(), names);
            }
        });
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            String name = names.get(i);
            Parsed entry = table.entries().get(name);
            String full = Names.join(key, name);
            Optional<Object> value = entry == null
                    ? bindAbsent(components[i], table, full)
                    : bindAny(components[i].getGenericType(), entry, full);
            value.ifPresent(values::add);
        }
        return values.size() == components.length ? construct(type, values, table, key) : Optional.empty();
    }

    private Optional<Object> bindAbsent(RecordComponent component, Parsed.Table table, String key) {
        Type type = component.getGenericType();
        Class<?> raw = Types.raw(type);
        Default fallback = component.getAnnotation(Default.class);
        if (fallback != null) {
            return bindAny(type, Parsed.unquoted(fallback.value(), "default value", true), key);
        }
        if (raw == Optional.class) {
            return Optional.of(Optional.empty());
        }
        if (raw.isRecord()) {
            return bindRecord(raw, new Parsed.Table(table.where(), new LinkedHashMap<>()), key, Set.of());
        }
        faults.missing(key, table.where(), Types.needed(type));
        return Optional.empty();
    }

    private Optional<Object> construct(Class<?> type, List<Object> values, Parsed.Table table, String key) {
        try {
            Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values.toArray()));
        } catch (InvocationTargetException e) {
            refuse(type, e.getCause() == null ? e : e.getCause(), table, key);
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the record " + type.getName() + " cannot be made", e);
        }
    }

    private void refuse(Class<?> type, Throwable cause, Parsed.Table table, String key) {
        switch (cause) {
            case AssayException ours -> faults.refused(ours);
            case Error error -> throw error;
            default -> {
                String reason = Optional.ofNullable(cause.getMessage())
                        .orElse(cause.getClass().getSimpleName());
                Optional<String> guilty = guilty(type, reason, table);
                faults.refused(
                        guilty.map(name -> Names.join(key, name)).orElse(key),
                        guilty.flatMap(name ->
                                        Optional.ofNullable(table.entries().get(name)))
                                .map(Parsed::where)
                                .orElse(table.where()),
                        reason.strip().replaceAll("\\.$", ""));
            }
        }
    }

    /// The key that the record's message names, so that the problem can show its line.
    private static Optional<String> guilty(Class<?> type, String reason, Parsed.Table table) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = Names.kebab(component.getName());
            String spellings = Pattern.quote(component.getName()) + "|" + Pattern.quote(name) + "|"
                    + Pattern.quote(name.replace('-', ' '));
            boolean named = Pattern.compile("(?<![\\w-])(" + spellings + ")(?![\\w-])")
                    .matcher(reason)
                    .find();
            if (named && table.entries().containsKey(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }
}
