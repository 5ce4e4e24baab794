package dev.assay.base.internal.toml;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the types of a record's components mean in TOML.
final class Types {
    static final String KIND = "kind";

    private Types() {}

    /// The class, without its parameters.
    static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType parameterized when parameterized.getRawType() instanceof Class<?> plain -> plain;
            default -> throw unsupported(type);
        };
    }

    /// The last parameter: `T` of `Optional<T>`, `List<T>` and `Map<String, T>`.
    static Type element(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments();
            return arguments[arguments.length - 1];
        }
        throw unsupported(type);
    }

    static boolean isChoice(Class<?> type) {
        return type.isSealed() && type.isInterface();
    }

    /// The records that a sealed interface permits, by their kind.
    static Map<String, Class<? extends Record>> kinds(Class<?> sealed) {
        Map<String, Class<? extends Record>> kinds = new LinkedHashMap<>();
        for (Class<?> permitted : sealed.getPermittedSubclasses()) {
            if (permitted.isRecord()) {
                kinds.put(kind(permitted), permitted.asSubclass(Record.class));
            } else if (isChoice(permitted)) {
                kinds.putAll(kinds(permitted));
            } else {
                throw unsupported(permitted);
            }
        }
        return kinds;
    }

    static String kind(Class<?> record) {
        return Names.kebab(record.getSimpleName());
    }

    static List<String> constants(Class<?> enumeration) {
        List<String> names = new ArrayList<>();
        for (Object constant : enumeration.getEnumConstants()) {
            names.add(Names.of((Enum<?>) constant));
        }
        return names;
    }

    /// What a key of this type needs, in words.
    static String needed(Type type) {
        Class<?> raw = raw(type);
        return switch (raw.getName()) {
            case "int", "java.lang.Integer" -> "an integer of at most 10 digits (32 bits)";
            case "long", "java.lang.Long" -> "an integer";
            case "double", "java.lang.Double", "float", "java.lang.Float" -> "a number";
            case "boolean", "java.lang.Boolean" -> "true or false";
            case "java.lang.String" -> "text";
            case "java.nio.file.Path" -> "a path";
            case "java.util.Optional" -> needed(element(type));
            case "java.util.List" -> "an array, each item " + needed(element(type));
            default -> neededForOwn(raw);
        };
    }

    private static String neededForOwn(Class<?> raw) {
        if (raw.isEnum()) {
            return "one of " + String.join(", ", constants(raw));
        }
        return isChoice(raw)
                ? "a table with the key kind, one of "
                        + String.join(", ", kinds(raw).keySet())
                : "a table";
    }

    static IllegalArgumentException unsupported(Type type) {
        return new IllegalArgumentException("configuration has no form for " + type.getTypeName());
    }
}
