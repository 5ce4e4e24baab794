package dev.assay.livebench.text;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what Python's `ast.literal_eval` reads: strings, bytes, numbers, `True`, `False`, `None`,
/// tuples, lists, sets, dictionaries, and signs before numbers.
///
/// The values equal each other where they do in Python:
///
/// | Python                | here                                           |
/// |-----------------------|------------------------------------------------|
/// | `str`                 | [String]                                       |
/// | `int`, `float`, `bool`| [BigDecimal] without zeros at its end, `True` as 1; [Double] where not finite |
/// | `complex`             | [Complex]                                      |
/// | `bytes`               | [Bytes]                                        |
/// | `None`                | [None]                                         |
/// | `tuple`, `list`       | [Tuple], [List]                                |
/// | `set`, `dict`         | [Set], [Map]                                   |
public final class PythonLiteral {
    /// Deeper texts are refused, as Python does at about this depth.
    private static final int MOST_DEPTH = 90;

    private static final int MOST_DIGITS = 4300;

    private final String text;
    private int at;
    private int depth;

    /// `None`.
    public record None() {}

    /// A tuple.
    public record Tuple(List<Object> items) {}

    /// Bytes, one in each character.
    public record Bytes(String characters) {}

    /// A complex number.
    public record Complex(double real, double imaginary) {}

    private static final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message, null, false, false);
        }
    }

    private PythonLiteral(String text) {
        this.text = text;
    }

    /// The value, or nothing where Python would raise.
    public static Optional<Object> read(String text) {
        if (text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        String body = text.replaceFirst("^[ \\t]+", "").replace("\r\n", "\n").replace('\r', '\n');
        PythonLiteral reader = new PythonLiteral(body);
        try {
            reader.space(false);
            Object value = reader.open();
            reader.space(true);
            return reader.at == body.length() ? Optional.of(value) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /// A value, or a tuple without brackets.
    private Object open() {
        Object first = value();
        space(false);
        if (!peek(',')) {
            return first;
        }
        List<Object> items = new ArrayList<>(List.of(first));
        while (peek(',')) {
            at++;
            space(false);
            if (at == text.length() || text.charAt(at) == '\n') {
                break;
            }
            items.add(value());
            space(false);
        }
        return new Tuple(List.copyOf(items));
    }

    private Object value() {
        if (++depth > MOST_DEPTH) {
            throw new Malformed("too deep");
        }
        Object value = sum();
        depth--;
        return value;
    }

    /// A term, or the sum of a real and an imaginary number.
    private Object sum() {
        Object left = term();
        int before = at;
        space(depth > 1);
        if (!(left instanceof BigDecimal || left instanceof Double) || !(peek('+') || peek('-'))) {
            at = before;
            return left;
        }
        boolean minus = text.charAt(at) == '-';
        at++;
        space(depth > 1);
        if (term() instanceof Complex(double real, double imaginary)) {
            double first = ((Number) left).doubleValue();
            return new Complex(first + (minus ? -real : real), minus ? -imaginary : imaginary);
        }
        throw new Malformed("only a complex number is a sum");
    }

    private Object term() {
        char c = current();
        if (c == '+' || c == '-') {
            at++;
            space(depth > 1);
            return signed(term(), c == '-');
        }
        return switch (c) {
            case '(' -> tuple();
            case '[' -> list();
            case '{' -> braces();
            default -> Character.isDigit(c) || c == '.' ? number() : wordOrString();
        };
    }

    private static Object signed(Object value, boolean minus) {
        return switch (value) {
            case BigDecimal number -> minus ? number.negate() : number;
            case Double number -> minus ? (Object) (-number) : number;
            case Complex(double real, double imaginary) -> minus ? new Complex(-real, -imaginary) : value;
            default -> throw new Malformed("a sign before what is no number");
        };
    }

    private Object tuple() {
        at++;
        List<Object> items = new ArrayList<>();
        boolean comma = items(')', items);
        if (items.size() == 1 && !comma) {
            return items.getFirst();
        }
        if (items.isEmpty() && comma) {
            throw new Malformed("a comma alone");
        }
        return new Tuple(List.copyOf(items));
    }

    private List<Object> list() {
        at++;
        List<Object> items = new ArrayList<>();
        items(']', items);
        return List.copyOf(items);
    }

    /// Reads items up to a bracket; true if a comma stands before it.
    private boolean items(char close, List<Object> items) {
        boolean comma = false;
        space(true);
        while (!peek(close)) {
            if (!items.isEmpty() && !comma) {
                throw new Malformed("no comma between items");
            }
            items.add(value());
            space(true);
            comma = peek(',');
            if (comma) {
                at++;
                space(true);
            }
        }
        at++;
        return comma;
    }

    private Object braces() {
        at++;
        space(true);
        if (peek('}')) {
            at++;
            return Map.of();
        }
        Object first = value();
        space(true);
        return peek(':') ? dictionary(first) : set(first);
    }

    private Map<Object, Object> dictionary(Object first) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        Object key = first;
        while (true) {
            space(true);
            expect(':');
            space(true);
            entries.put(hashable(key), value());
            if (!another()) {
                return entries;
            }
            key = value();
        }
    }

    private Set<Object> set(Object first) {
        Set<Object> items = new LinkedHashSet<>();
        items.add(hashable(first));
        while (another()) {
            items.add(hashable(value()));
        }
        return items;
    }

    /// Passes a comma; false at the closing brace, which is passed too.
    private boolean another() {
        space(true);
        boolean comma = peek(',');
        if (comma) {
            at++;
            space(true);
        }
        if (peek('}')) {
            at++;
            return false;
        }
        if (!comma) {
            throw new Malformed("no comma between items");
        }
        return true;
    }

    private static Object hashable(Object value) {
        return switch (value) {
            case List<?> list -> throw new Malformed("a list is no key");
            case Map<?, ?> map -> throw new Malformed("a dictionary is no key");
            case Set<?> set -> throw new Malformed("a set is no key");
            case Tuple(List<Object> items) -> {
                items.forEach(PythonLiteral::hashable);
                yield value;
            }
            default -> value;
        };
    }

    private Object number() {
        int start = at;
        if (current() == '0' && at + 1 < text.length() && "xXoObB".indexOf(text.charAt(at + 1)) >= 0) {
            return radix();
        }
        digits();
        boolean whole = true;
        if (peek('.')) {
            whole = false;
            at++;
            digits();
        }
        if (at == start + 1 && text.charAt(start) == '.') {
            throw new Malformed("a dot alone");
        }
        if (peek('e') || peek('E')) {
            whole = false;
            at++;
            if (peek('+') || peek('-')) {
                at++;
            }
            int from = at;
            digits();
            if (at == from) {
                throw new Malformed("no exponent");
            }
        }
        String digits = text.substring(start, at).replace("_", "");
        if (peek('j') || peek('J')) {
            at++;
            return new Complex(0, Double.parseDouble(digits));
        }
        if (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at))) {
            throw new Malformed("a letter after a number");
        }
        return whole ? integer(digits) : real(Double.parseDouble(digits));
    }

    private static Object integer(String digits) {
        if (digits.length() > 1 && digits.startsWith("0") && !digits.matches("0+")) {
            throw new Malformed("a zero before an integer");
        }
        if (digits.length() > MOST_DIGITS) {
            throw new Malformed("an integer of too many digits");
        }
        return new BigDecimal(digits).stripTrailingZeros();
    }

    private static Object real(double value) {
        return Double.isInfinite(value) ? (Object) value : new BigDecimal(value).stripTrailingZeros();
    }

    private Object radix() {
        int radix = switch (Character.toLowerCase(text.charAt(at + 1))) {
            case 'x' -> 16;
            case 'o' -> 8;
            default -> 2;
        };
        at += 2;
        int start = at;
        while (at < text.length() && (Character.digit(text.charAt(at), radix) >= 0 || text.charAt(at) == '_')) {
            at++;
        }
        String digits = text.substring(start, at).replace("_", "");
        if (digits.isEmpty() || (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at)))) {
            throw new Malformed("no number");
        }
        return new BigDecimal(new BigInteger(digits, radix)).stripTrailingZeros();
    }

    /// Digits with single underscores between them.
    private void digits() {
        boolean digit = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean between = c == '_'
                    && digit
                    && at + 1 < text.length()
                    && text.charAt(at + 1) >= '0'
                    && text.charAt(at + 1) <= '9';
            if (!between && (c < '0' || c > '9')) {
                return;
            }
            digit = c != '_';
            at++;
        }
    }

    private Object wordOrString() {
        int start = at;
        while (at < text.length() && Character.isUnicodeIdentifierPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
            at = start;
            return strings();
        }
        return switch (word) {
            case "True" -> BigDecimal.ONE;
            case "False" -> BigDecimal.ZERO;
            case "None" -> new None();
            case "set" -> emptySet();
            default -> throw new Malformed("'" + word + "' is no literal");
        };
    }

    private Object emptySet() {
        if (text.startsWith("()", at)) {
            at += 2;
            return new LinkedHashSet<>();
        }
        throw new Malformed("'set' is no literal");
    }

    /// One string, or several beside each other.
    private Object strings() {
        PythonString first = PythonString.read(text, at).orElseThrow(() -> new Malformed("no string"));
        StringBuilder all = new StringBuilder(first.characters());
        at = first.end();
        while (true) {
            int before = at;
            space(depth > 1);
            Optional<PythonString> next = PythonString.read(text, at);
            if (next.isEmpty()) {
                at = before;
                return first.bytes() ? new Bytes(all.toString()) : all.toString();
            }
            if (next.get().bytes() != first.bytes()) {
                throw new Malformed("bytes beside text");
            }
            all.append(next.get().characters());
            at = next.get().end();
        }
    }

    private char current() {
        if (at >= text.length()) {
            throw new Malformed("the text ends");
        }
        return text.charAt(at);
    }

    private boolean peek(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private void expect(char c) {
        if (!peek(c)) {
            throw new Malformed("no '" + c + "'");
        }
        at++;
    }

    /// Passes blanks, joined lines and comments; line ends too where they mean nothing.
    private void space(boolean lines) {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '\n') {
                at += 2;
            } else if (c == ' ' || c == '\t' || c == '\f' || (lines && c == '\n')) {
                at++;
            } else {
                return;
            }
        }
    }
}
