package dev.assay.lm.constrain;

import dev.assay.lm.constrain.Rule.Digits;
import dev.assay.lm.constrain.Rule.Literal;
import dev.assay.lm.constrain.Rule.Text;
import java.util.Optional;

/// Reads bytes by the rules that read bytes.
final class Reading {
    /// A writer that is not sure of itself would write digits for ever.
    private static final int MOST_WHOLE = 20;

    private static final int MOST_FRACTION = 20;
    private static final int MOST_EXPONENT = 3;

    private static final int HEX_DIGITS = 4;

    private Reading() {}

    static boolean reads(Rule rule) {
        return rule instanceof Literal || rule instanceof Text || rule instanceof Digits;
    }

    /// Whether what comes after may begin though the rule could read on: only numbers have no end of
    /// their own.
    static boolean mayEnd(Rule rule) {
        return rule instanceof Digits digits
                && switch (digits.place()) {
                    case ZERO, WHOLE, FRACTION, EXPONENT -> true;
                    case BEFORE, SIGN, POINT, E, E_SIGN -> false;
                };
    }

    /// What is left of a rule after a byte; nothing if it may not come.
    static Optional<Rule> after(Rule rule, int next) {
        return switch (rule) {
            case Literal literal -> after(literal, next);
            case Text text -> after(text, next);
            case Digits digits -> after(digits, next);
            case Rule.Sequence other -> Optional.empty();
            case Rule.Choice other -> Optional.empty();
            case Rule.Named other -> Optional.empty();
            case Rule.Members other -> Optional.empty();
            case Rule.Items other -> Optional.empty();
            case Rule.Anything other -> Optional.empty();
            case Rule.AnyObject other -> Optional.empty();
            case Rule.AnyMembers other -> Optional.empty();
        };
    }

    private static Optional<Rule> after(Literal literal, int next) {
        if (Byte.toUnsignedInt(literal.bytes()[literal.at()]) != next) {
            return Optional.empty();
        }
        int at = literal.at() + 1;
        return Optional.of(at == literal.bytes().length ? Expansion.NOTHING : new Literal(literal.bytes(), at));
    }

    private static Optional<Rule> after(Text text, int next) {
        return switch (text.place()) {
            case BEFORE -> next == '"' ? Optional.of(inside(text, text.length())) : Optional.empty();
            case INSIDE -> afterInside(text, next);
            case ESCAPE ->
                next == 'u'
                        ? Optional.of(in(text, Text.Place.HEX, HEX_DIGITS, 0, 15))
                        : "\"\\/bfnrt".indexOf(next) >= 0 ? Optional.of(counted(text)) : Optional.empty();
            case HEX -> afterHex(text, next);
            case CHARACTER ->
                next >= text.low() && next <= text.high()
                        ? Optional.of(
                                text.left() == 1
                                        ? counted(text)
                                        : in(text, Text.Place.CHARACTER, text.left() - 1, 0x80, 0xBF))
                        : Optional.empty();
        };
    }

    /// Halves of surrogate pairs are left out: a lone one is no character, and the pair can be written
    /// as it is.
    private static Optional<Rule> afterHex(Text text, int next) {
        int digit = next < 0x80 ? Character.digit(next, 16) : -1;
        if (digit < 0 || digit > text.high()) {
            return Optional.empty();
        }
        if (text.left() == 1) {
            return Optional.of(counted(text));
        }
        boolean surrogate = text.left() == HEX_DIGITS && digit == 0xD;
        return Optional.of(in(text, Text.Place.HEX, text.left() - 1, 0, surrogate ? 7 : 15));
    }

    private static Optional<Rule> afterInside(Text text, int next) {
        if (next == '"') {
            return text.length() >= text.bounds().least() ? Optional.of(Expansion.NOTHING) : Optional.empty();
        }
        boolean full = text.length() >= text.bounds().most();
        if (full || next < 0x20) {
            return Optional.empty();
        }
        if (next == '\\') {
            return Optional.of(in(text, Text.Place.ESCAPE, 0, 0, 0));
        }
        return next < 0x80 ? Optional.of(counted(text)) : character(text, next);
    }

    /// A character of several bytes, by the table of well-formed sequences in the Unicode standard
    /// (table 3-7).
    private static Optional<Rule> character(Text text, int first) {
        if (first >= 0xC2 && first <= 0xDF) {
            return Optional.of(in(text, Text.Place.CHARACTER, 1, 0x80, 0xBF));
        }
        if (first >= 0xE0 && first <= 0xEF) {
            return Optional.of(
                    in(text, Text.Place.CHARACTER, 2, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF));
        }
        if (first >= 0xF0 && first <= 0xF4) {
            return Optional.of(
                    in(text, Text.Place.CHARACTER, 3, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF));
        }
        return Optional.empty();
    }

    private static Text in(Text text, Text.Place place, int left, int low, int high) {
        return new Text(place, left, low, high, text.length(), text.bounds());
    }

    private static Text counted(Text text) {
        return inside(text, text.bounds().counted(text.length() + 1));
    }

    private static Text inside(Text text, int length) {
        return new Text(Text.Place.INSIDE, 0, 0, 0, length, text.bounds());
    }

    private static Optional<Rule> after(Digits number, int next) {
        boolean digit = next >= '0' && next <= '9';
        return switch (number.place()) {
            case BEFORE -> next == '-' ? to(number, Digits.Part.SIGN, 0) : first(number, next, digit);
            case SIGN -> first(number, next, digit);
            case ZERO -> beyond(number, next);
            case WHOLE ->
                digit && number.digits() < MOST_WHOLE
                        ? to(number, Digits.Part.WHOLE, number.digits() + 1)
                        : beyond(number, next);
            case POINT -> digit ? to(number, Digits.Part.FRACTION, 1) : Optional.empty();
            case FRACTION ->
                digit && number.digits() < MOST_FRACTION
                        ? to(number, Digits.Part.FRACTION, number.digits() + 1)
                        : exponent(number, next);
            case E -> next == '+' || next == '-' ? to(number, Digits.Part.E_SIGN, 0) : power(number, digit);
            case E_SIGN, EXPONENT -> power(number, digit);
        };
    }

    private static Optional<Rule> first(Digits number, int next, boolean digit) {
        if (!digit) {
            return Optional.empty();
        }
        return to(number, next == '0' ? Digits.Part.ZERO : Digits.Part.WHOLE, 1);
    }

    private static Optional<Rule> beyond(Digits number, int next) {
        return next == '.' && !number.whole() ? to(number, Digits.Part.POINT, 0) : exponent(number, next);
    }

    private static Optional<Rule> exponent(Digits number, int next) {
        return (next == 'e' || next == 'E') && !number.whole() ? to(number, Digits.Part.E, 0) : Optional.empty();
    }

    private static Optional<Rule> power(Digits number, boolean digit) {
        return digit && number.digits() < MOST_EXPONENT
                ? to(number, Digits.Part.EXPONENT, number.digits() + 1)
                : Optional.empty();
    }

    private static Optional<Rule> to(Digits number, Digits.Part place, int digits) {
        return Optional.of(new Digits(place, digits, number.whole()));
    }
}
