package dev.assay.livebench.tables.frame;

import dev.assay.livebench.text.Python;
import java.time.LocalDateTime;

/// One value of a table.
public sealed interface Cell {
    /// A number, a truth value as 1 or 0, or what is missing as `NaN`.
    record Numeric(double value) implements Cell {}

    /// A text.
    record Text(String value) implements Cell {}

    /// A point in time.
    record Time(LocalDateTime value) implements Cell {}

    /// No point in time, which is not the same as another.
    record NoTime() implements Cell {}

    /// Something else: nothing at all, a list, an object.
    record Other(Object value) implements Cell {}

    /// What is missing.
    static Cell missing() {
        return of(Double.NaN);
    }

    /// A number.
    static Cell of(double value) {
        return new Numeric(value);
    }

    /// A truth value.
    static Cell of(boolean value) {
        return new Numeric(value ? 1 : 0);
    }

    /// Whether two values count as the same: numbers to 1e-6, texts without white space around them.
    default boolean isSame(Cell other) {
        if (this instanceof Numeric(double mine) && other instanceof Numeric(double theirs)) {
            return (Double.isNaN(mine) && Double.isNaN(theirs)) || Math.abs(mine - theirs) < 1e-6;
        }
        if (this instanceof Text(String mine) && other instanceof Text(String theirs)) {
            return Python.strip(mine).equals(Python.strip(theirs));
        }
        return !(this instanceof NoTime) && equals(other);
    }

    /// Whether it is missing.
    default boolean isMissing() {
        return this instanceof Numeric(double value) && Double.isNaN(value);
    }
}
