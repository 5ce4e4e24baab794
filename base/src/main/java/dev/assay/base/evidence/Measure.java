package dev.assay.base.evidence;

import dev.assay.base.Interval;
import java.util.Optional;

/// One number of a piece of evidence.
///
/// @param name     what it measures, as a reader would say it
/// @param value    the number
/// @param unit     its unit, empty for a pure number; `%` shows a fraction as per cent
/// @param interval its confidence interval, where it has one
/// @param note     one sentence on how to read it, may be empty
public record Measure(String name, double value, String unit, Optional<Interval> interval, String note) {
    /// A number that has no uncertainty of its own, such as a count.
    public static Measure of(String name, double value, String unit) {
        return new Measure(name, value, unit, Optional.empty(), "");
    }

    /// A number with its confidence interval.
    public static Measure of(String name, Interval interval, String unit) {
        return new Measure(name, interval.estimate(), unit, Optional.of(interval), "");
    }

    /// The same with a sentence on how to read it.
    public Measure withNote(String sentence) {
        return new Measure(name, value, unit, interval, sentence);
    }
}
