package dev.assay.lm.chat.jinja;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/// The functions that every template finds: `range`, `dict`, `namespace`, `raise_exception`, `strftime_now`.
final class Globals {
    private Globals() {}

    static Map<String, Value> of(Supplier<ZonedDateTime> clock, Budget budget) {
        Map<String, Value> globals = new HashMap<>();
        put(globals, "range", arguments -> range(arguments, budget));
        put(globals, "dict", Globals::dictionary);
        put(globals, "namespace", Globals::namespace);
        put(globals, "raise_exception", arguments -> {
            String message = PythonText.of(arguments.need(0, "message"));
            throw new JinjaException(JinjaException.Kind.RAISED, message, 0);
        });
        put(globals, "strftime_now", arguments -> Value.of(formatted(arguments.text(0, "format"), clock.get())));
        return globals;
    }

    private static void put(Map<String, Value> globals, String name, Value.Function function) {
        globals.put(name, new Value.Callable(name, function));
    }

    private static Value range(Arguments arguments, Budget budget) {
        boolean one = arguments.positional().size() == 1;
        long from = one ? 0 : arguments.whole(0, "start", 0);
        long to = one ? arguments.whole(0, "stop", 0) : arguments.whole(1, "stop", 0);
        long step = arguments.whole(2, "step", 1);
        if (step == 0) {
            throw JinjaException.failed("the step of a range is not zero");
        }
        List<Value> numbers = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i = Math.addExact(i, step)) {
            budget.step();
            if (numbers.size() >= 100_000) {
                throw JinjaException.failed("a range has at most 100000 numbers");
            }
            numbers.add(Value.of(i));
        }
        return Value.list(numbers);
    }

    private static Value dictionary(Arguments arguments) {
        Map<Value, Value> entries = new LinkedHashMap<>();
        for (Value given : arguments.positional()) {
            if (!(given instanceof Value.Mapping mapping)) {
                throw JinjaException.failed("dict takes a dict, not a value of the type " + given.type());
            }
            entries.putAll(mapping.entries());
        }
        arguments.named().forEach((name, value) -> entries.put(Value.of(name), value));
        return new Value.Mapping(entries);
    }

    private static Value namespace(Arguments arguments) {
        Map<String, Value> attributes = new LinkedHashMap<>();
        for (Value given : arguments.positional()) {
            if (given instanceof Value.Mapping mapping) {
                mapping.entries().forEach((key, value) -> attributes.put(PythonText.of(key), value));
            }
        }
        attributes.putAll(arguments.named());
        return new Value.Namespace(attributes);
    }

    /// C's `strftime` with English names.
    private static String formatted(String format, ZonedDateTime now) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%' || i + 1 == format.length()) {
                out.append(c);
                continue;
            }
            boolean unpadded = format.charAt(i + 1) == '-' && i + 2 < format.length();
            i += unpadded ? 2 : 1;
            String part = part(format.charAt(i), now);
            out.append(unpadded && part.length() > 1 && part.startsWith("0") ? part.substring(1) : part);
        }
        return out.toString();
    }

    private static String part(char letter, ZonedDateTime now) {
        String pattern = switch (letter) {
            case 'Y' -> "yyyy";
            case 'y' -> "yy";
            case 'm' -> "MM";
            case 'd' -> "dd";
            case 'B' -> "MMMM";
            case 'b', 'h' -> "MMM";
            case 'A' -> "EEEE";
            case 'a' -> "EEE";
            case 'H' -> "HH";
            case 'I' -> "hh";
            case 'M' -> "mm";
            case 'S' -> "ss";
            case 'p' -> "a";
            case 'j' -> "DDD";
            case 'Z' -> "zzz";
            case 'z' -> "xx";
            case 'f' -> "SSSSSS";
            case 'F' -> "yyyy-MM-dd";
            case 'T' -> "HH:mm:ss";
            case 'e' -> "ppd";
            case '%' -> "'%'";
            default -> throw JinjaException.failed("strftime does not know %" + letter);
        };
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(now);
    }
}
