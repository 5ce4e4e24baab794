package dev.assay.livebench.score;

/// One judgment, as a line of a judgment file has it.
///
/// @param score      from 0 to 1; 0 where it is unscorable
/// @param unscorable whether the answer could not be graded
public record Judged(String questionId, String category, String task, String model, double score, boolean unscorable) {}
