package dev.assay.livebench.importing;

/// What was imported.
///
/// @param layout what the rows are
/// @param rows   how many
public record Imported(Layout layout, long rows) {}
