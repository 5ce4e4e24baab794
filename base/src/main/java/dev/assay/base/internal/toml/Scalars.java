package dev.assay.base.internal.toml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/// Binds a single value: a number, a truth value, text, a path or one of an enum's names.
record Scalars(Optional<Path> folder, Faults faults) {
    Optional<Object> bind(Class<?> type, Parsed parsed, String key) {
        if (!(parsed instanceof Parsed.Value value)) {
            return illTyped(type, parsed, key);
        }
        Optional<Object> bound = switch (type.getName()) {
            case "int", "java.lang.Integer" -> integer(value).map(number -> (Object) number);
            case "long", "java.lang.Long" -> Optional.of(value.value()).filter(Long.class::isInstance);
            case "double", "java.lang.Double" -> fraction(value).map(number -> (Object) number);
            case "float", "java.lang.Float" -> fraction(value).map(number -> (Object) number.floatValue());
            case "boolean", "java.lang.Boolean" -> Optional.of(value.value()).filter(Boolean.class::isInstance);
            case "java.lang.String" -> text(value).map(text -> (Object) text);
            case "java.nio.file.Path" -> path(value).map(path -> (Object) path);
            default -> {
                if (!type.isEnum()) {
                    throw Types.unsupported(type);
                }
                yield constant(type, value, key);
            }
        };
        boolean toldAlready = type.isEnum() && text(value).isPresent();
        return bound.isPresent() || toldAlready ? bound : illTyped(type, value, key);
    }

    /// What was found, in words.
    static String found(Parsed parsed) {
        return switch (parsed) {
            case Parsed.Table table -> "a table";
            case Parsed.Items items -> "an array";
            case Parsed.Value value when value.value() instanceof String text -> "the text '" + text + "'";
            case Parsed.Value value -> value.value().toString();
        };
    }

    private Optional<Object> illTyped(Class<?> type, Parsed parsed, String key) {
        faults.illTyped(key, parsed.where(), Types.needed(type), found(parsed));
        return Optional.empty();
    }

    private static Optional<Integer> integer(Parsed.Value value) {
        return value.value() instanceof Long number && number == number.intValue()
                ? Optional.of(number.intValue())
                : Optional.empty();
    }

    private static Optional<Double> fraction(Parsed.Value value) {
        return switch (value.value()) {
            case Double number when !Double.isNaN(number) -> Optional.of(number);
            case Long number -> Optional.of(number.doubleValue());
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(Parsed.Value value) {
        return value.value() instanceof String text ? Optional.of(text) : value.unquoted();
    }

    private Optional<Path> path(Parsed.Value value) {
        try {
            Optional<Path> path = text(value).map(Path::of);
            return value.inFile() && folder.isPresent()
                    ? path.map(given -> folder.get().resolve(given).normalize())
                    : path;
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private Optional<Object> constant(Class<?> type, Parsed.Value value, String key) {
        Optional<String> text = text(value);
        for (Object constant : type.getEnumConstants()) {
            if (text.equals(Optional.of(Names.of((Enum<?>) constant)))) {
                return Optional.of(constant);
            }
        }
        text.ifPresent(name -> faults.noSuchChoice(key, value.where(), name, Types.constants(type)));
        return Optional.empty();
    }
}
