package dev.assay.nn.train;

import java.util.OptionalDouble;

/// How a run ended.
///
/// @param step           how many steps are done
/// @param loss           of the last step's data
/// @param validationLoss at the end, where there is validation data
/// @param bestStep       the step with the lowest validation loss, or the last
/// @param finished       false if it was asked to stop early
public record TrainingResult(long step, double loss, OptionalDouble validationLoss, long bestStep, boolean finished) {}
