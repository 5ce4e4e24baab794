package dev.assay.livebench.contamination;

import dev.assay.base.Interval;

/// A task that has questions on one side of the cut-off day only, and so says nothing about a change.
///
/// @param category its category
/// @param task     its name
/// @param after    whether its questions are newer than the cut-off day
/// @param score    in points of 100
public record OneSidedTask(String category, String task, boolean after, Interval score) {}
