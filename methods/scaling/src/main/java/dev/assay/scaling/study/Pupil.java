package dev.assay.scaling.study;

import dev.assay.nn.Parameter;
import dev.assay.nn.train.Objective;
import java.util.Map;
import java.util.function.Supplier;

/// A model to be trained, and what it costs.
///
/// @param <B>            a batch
/// @param objective      what it learns; its parameters have their learning-rate factors, its
///     validation is the study's loss
/// @param structuredMacs multiply-adds of the matrices that have a structure, for one sample, forward
/// @param macs           multiply-adds that the study counts as compute, for one sample, forward
/// @param samples        that a step sees
/// @param measures       further numbers of the model as it is when they are asked for
public record Pupil<B>(
        Objective<B> objective, long structuredMacs, long macs, long samples, Supplier<Map<String, Double>> measures) {
    /// How many numbers are trained.
    long parameters() {
        return objective.parameters().stream().mapToLong(Parameter::count).sum();
    }
}
