package dev.assay.lm.finetune;

import dev.assay.lm.training.RowLosses;
import dev.assay.nn.train.TrainingResult;
import java.util.OptionalLong;

/// What a fine-tune did.
///
/// @param training how the run ended
/// @param before   losses of the rows held back, under the model as it was
/// @param after    the same rows, under the trained model
/// @param seconds   that training took
/// @param peakBytes the most memory that the process held at once while training; empty where the system does not tell
public record FinetuneResult(
        TrainingResult training, RowLosses before, RowLosses after, double seconds, OptionalLong peakBytes) {}
