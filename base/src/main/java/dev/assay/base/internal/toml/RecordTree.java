package dev.assay.base.internal.toml;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A record as a tree of maps, lists, texts, numbers and truth values, its keys spelled as in TOML.
public final class RecordTree {
    private final Function<Path, String> spelling;

    private RecordTree(Function<Path, String> spelling) {
        this.spelling = spelling;
    }

    /// The tree of a record.
    ///
    /// @param spelling how paths are written
    public static Map<String, Object> of(Record configuration, Function<Path, String> spelling) {
        return new RecordTree(spelling).components(configuration);
    }

    private Map<String, Object> components(Record configuration) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (RecordComponent component : configuration.getClass().getRecordComponents()) {
            Type type = component.getGenericType();
            Object value = value(component, configuration);
            if (value instanceof Optional<?> optional) {
                optional.ifPresent(
                        inner -> tree.put(Names.kebab(component.getName()), tree(Types.element(type), inner)));
            } else {
                tree.put(Names.kebab(component.getName()), tree(type, value));
            }
        }
        return tree;
    }

    private Object tree(Type type, Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth;
            case Integer number -> number.longValue();
            case Long number -> number;
            case Float number -> Double.valueOf(number.toString());
            case Double number -> number;
            case Path path -> spelling.apply(path);
            case Enum<?> constant -> Names.of(constant);
            case List<?> list ->
                list.stream().map(item -> tree(Types.element(type), item)).toList();
            case Map<?, ?> map -> {
                Map<String, Object> tree = new LinkedHashMap<>();
                map.forEach((key, item) -> tree.put((String) key, tree(Types.element(type), item)));
                yield tree;
            }
            case Record inner -> withKind(Types.raw(type), inner);
            default -> throw Types.unsupported(value.getClass());
        };
    }

    private Map<String, Object> withKind(Class<?> declared, Record inner) {
        if (declared.isRecord()) {
            return components(inner);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put(Types.KIND, Types.kind(inner.getClass()));
        tree.putAll(components(inner));
        return tree;
    }

    private static Object value(RecordComponent component, Record configuration) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(configuration);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("the component " + component + " cannot be read", e);
        }
    }
}
