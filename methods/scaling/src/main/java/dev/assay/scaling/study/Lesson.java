package dev.assay.scaling.study;

import dev.assay.nn.moe.LayerDesign;
import dev.assay.nn.optim.BaseShapes;
import dev.assay.nn.optim.MuP;
import dev.assay.nn.optim.OptimizerPlan;
import java.util.List;

/// A task with its data: makes models of any width and structure that can be trained on it.
public interface Lesson {
    /// What the loss is, in a few words.
    String loss();

    /// What compute counts, in a few words.
    String sample();

    /// Whether a model may have this width.
    boolean fits(long width);

    /// Sizes of the matrices that have a structure, in a model of this width.
    List<BaseShapes.Shape> structured(long width);

    /// A new model with what it learns.
    ///
    /// @throws IllegalArgumentException if a matrix cannot have the structure
    Pupil<?> pupil(LayerDesign design, long width, Settings settings);

    /// How a model is made and fed.
    ///
    /// @param mode      how learning rates are taken over from the base width
    /// @param optimizer with the rate of the base width
    /// @param batch     samples a step
    /// @param seed      of weights and the order of samples
    record Settings(MuP.Mode mode, OptimizerPlan optimizer, int batch, long seed) {}

    /// Multiply-adds of the matrices that have a structure, for one sample, forward.
    ///
    /// @throws IllegalArgumentException if a matrix cannot have the structure
    default long structuredMacs(LayerDesign design, long width) {
        return structured(width).stream()
                .mapToLong(shape ->
                        design.describe(shape.inputs(), shape.outputs()).macsPerRow())
                .sum();
    }

    /// Numbers of the matrices that have a structure.
    ///
    /// @throws IllegalArgumentException if a matrix cannot have the structure
    default long structuredParameters(LayerDesign design, long width) {
        return structured(width).stream()
                .mapToLong(shape ->
                        design.describe(shape.inputs(), shape.outputs()).parameters())
                .sum();
    }
}
