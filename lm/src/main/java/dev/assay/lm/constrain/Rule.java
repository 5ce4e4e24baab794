package dev.assay.lm.constrain;

import java.util.List;
import java.util.Optional;

/// What may stand at a place of a JSON text.
///
/// Those that read bytes are [Literal], [Text] and [Digits]; the others stand for them. Two of the same
/// kind are equal only if they were made of the same parts, so that comparing costs little however
/// large a schema is.
sealed interface Rule {
    /// Exact bytes, of which some were read.
    record Literal(byte[] bytes, int at) implements Rule {}

    /// A JSON string.
    ///
    /// @param place  where in it the text is
    /// @param left   continuation bytes of a character, or hexadecimal digits, still to come
    /// @param low    least value of the next continuation byte
    /// @param high   its largest
    /// @param length characters so far, counted no further than the bounds need
    /// @param bounds of the length
    record Text(Place place, int left, int low, int high, int length, Bounds bounds) implements Rule {
        /// Where in a string a text is.
        enum Place {
            BEFORE,
            INSIDE,
            ESCAPE,
            HEX,
            CHARACTER
        }
    }

    /// How long a string or an array is.
    ///
    /// @param most [Integer#MAX_VALUE] for any
    record Bounds(int least, int most) {
        static final Bounds ANY = new Bounds(0, Integer.MAX_VALUE);

        /// A count, no further than it matters.
        int counted(int count) {
            return most == Integer.MAX_VALUE ? Math.min(count, least) : count;
        }
    }

    /// A number.
    ///
    /// @param place  where in it the text is
    /// @param digits of the part that is being written
    /// @param whole  whether it has no fraction
    record Digits(Part place, int digits, boolean whole) implements Rule {
        /// Where in a number a text is.
        enum Part {
            BEFORE,
            SIGN,
            ZERO,
            WHOLE,
            POINT,
            FRACTION,
            E,
            E_SIGN,
            EXPONENT
        }
    }

    /// One after the other.
    final class Sequence implements Rule {
        final List<Rule> parts;

        Sequence(Rule... parts) {
            this.parts = List.of(parts);
        }
    }

    /// One of some.
    final class Choice implements Rule {
        final List<Rule> options;

        Choice(List<? extends Rule> options) {
            this.options = List.copyOf(options);
        }
    }

    /// A rule that is known by name before it is read, as schemas that refer to themselves need.
    final class Named implements Rule {
        private Optional<Rule> target = Optional.empty();

        Rule target() {
            return target.orElseThrow();
        }

        void set(Rule rule) {
            target = Optional.of(rule);
        }
    }

    /// A declared property.
    ///
    /// @param key      with quotes and colon
    /// @param value    what its value may be
    /// @param required whether it must be there
    record Member(byte[] key, Rule value, boolean required) {}

    /// The rest of an object with declared properties.
    ///
    /// @param members all of them
    /// @param next    the first that may still be written
    /// @param begun   whether one was written
    record Members(List<Member> members, int next, boolean begun) implements Rule {}

    /// The rest of an array.
    record Items(Rule item, Bounds bounds, int count) implements Rule {}

    /// Any value, nested at most so deep.
    record Anything(int depth) implements Rule {}

    /// Any object, nested at most so deep.
    record AnyObject(int depth) implements Rule {}

    /// The rest of any object.
    record AnyMembers(int depth, boolean begun) implements Rule {}
}
